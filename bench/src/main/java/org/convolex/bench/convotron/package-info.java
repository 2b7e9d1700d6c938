/**
 * The experiments of Du and Goel (2019): figure 1 by the plain algorithm and by the refined one, what becomes of it where symmetry
 * fails, samples per second, and long streams.
 */
@NullMarked
package org.convolex.bench.convotron;

import org.jspecify.annotations.NullMarked;
