package org.convolex.relaxation;

/**
 * What one direction has come to. Immutable by convention: the arrays are not copied and must not change.
 *
 * @param direction r
 * @param filter w; zero where the outcome has no filter
 * @param outcome of the program
 * @param residual {@code sqrt(sum_i (f_i(w) - y_i)^2)}, the training error of the network
 * @param steps constraints of a linear program, or steps of Newton's method
 */
public record Trial(double[] direction, double[] filter, Outcome outcome, double residual, int steps) {}
