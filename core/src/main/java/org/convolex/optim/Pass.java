package org.convolex.optim;

/**
 * What one reading of a program's samples tells a first-order method that is at x, after having been at x', and takes its
 * gradients at extrapolated points y = x + beta (x - x'). Numbers of single samples stay where the samples are.
 */
public interface Pass {

    /** f(x). */
    double objective();

    /** f(y). */
    double extrapolatedObjective();

    /**
     * {@code f(x) - f(y') - <grad f(y'), x - y'>} from the y' of the pass before: computed from scores alone, so that it is
     * accurate however near x and y' are.
     */
    double divergence();

    /** The gradient of f at y, in the order of points. Not to be changed. */
    double[] gradient();

    /**
     * The pass after this one. Cost: one reading of the samples.
     *
     * @param point the new x; this pass was at x'
     * @param beta the extrapolation
     */
    Pass next(double[] point, double beta);
}
