package org.convolex.certify;

/**
 * What is known of a box of filters.
 *
 * @param upper no filter u of the box has a pull above {@code upper N(u)}
 * @param candidate a filter whose pull may be large
 * @param split the coordinate to halve next
 */
record BoxBound(double upper, double[] candidate, int split) {}
