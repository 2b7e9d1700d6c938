package org.convolex.bench.convotron;

/**
 * A point of a curve.
 *
 * @param samples of the stage so far; for the refinement, the round
 * @param value radians or relative error
 */
record Point(double samples, double value) {}
