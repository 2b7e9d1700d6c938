package org.convolex.certify;

/**
 * What a sample adds to c, the slope of a bound: {@code u_i sum_j t_ij x_ij}.
 *
 * @param sample i
 * @param weight u_i, above 0
 * @param slopes t_ij, one a block
 */
record SampleShare(int sample, double weight, double[] slopes) {}
