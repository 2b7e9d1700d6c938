package org.convolex.exact;

/**
 * One group of the convex program: a cell, the sign of the neuron's output weight, and c in the cell's cone.
 *
 * <p>Mutable in c, and in the sides met so far, by the solver that owns it.
 *
 * @param cell of filters
 * @param sign 1 for c, -1 for c' of the program
 * @param centre a filter well inside the cell, of Euclidean length 1
 * @param value c
 * @param sides of the cell that c has come near to
 */
record ConePoint(ActivationCell cell, int sign, double[] centre, double[] value, MetSides sides) {

    /** The zero of a cell, which no solver has moved. */
    static ConePoint at(ActivationCell cell, int sign, double[] centre) {
        return new ConePoint(cell, sign, centre, new double[centre.length], MetSides.around(cell, centre));
    }
}
