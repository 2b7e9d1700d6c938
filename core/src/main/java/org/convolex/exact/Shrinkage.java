package org.convolex.exact;

/** A norm of matrices h x width, by what solvers and bounds need of it. */
interface Shrinkage {
    /** Omega(Z). */
    double norm(double[] matrix);

    /** The dual norm of a gradient, as far as double precision tells. */
    double dual(double[] gradient);

    /** {@code argmin 1/2 |Y - Z|_F^2 + amount Omega(Y)}. */
    double[] shrink(double[] matrix, double amount);
}
