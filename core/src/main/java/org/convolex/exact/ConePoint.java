package org.convolex.exact;

/**
 * One group of the convex program: a cell, the sign of the neuron's output weight, and c in the cell's cone.
 *
 * <p>Mutable in c only, by the solver that owns it.
 *
 * @param cell of filters
 * @param sign 1 for c, -1 for c' of the program
 * @param centre a filter well inside the cell, of Euclidean length 1
 * @param value c
 */
record ConePoint(ActivationCell cell, int sign, double[] centre, double[] value) {}
