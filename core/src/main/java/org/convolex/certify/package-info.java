/**
 * Bounds recomputed from (program, point) alone, in double precision, by code that shares nothing with the solvers.
 */
@NullMarked
package org.convolex.certify;

import org.jspecify.annotations.NullMarked;
