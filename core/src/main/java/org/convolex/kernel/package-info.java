/**
 * Patch to features: kernels and the maps that approximate them.
 */
@NullMarked
package org.convolex.kernel;

import org.jspecify.annotations.NullMarked;
