package org.convolex.certify;

import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.SharedFilter;

/**
 * The convex program of one direction, Bartan and Pilanci (2019), as a minimization over filters of a set:
 *
 * <pre>
 *   (8)  beta &gt; 0:   1/2 sum_i (f_i(w) - y_i)_+^2 - beta r.w
 *   (9)  beta = 0:   -r.w   over   f_i(w) &lt;= y_i
 * </pre>
 *
 * <p>Immutable by convention: the arrays are not copied and must not change. Safe for use from many threads.
 *
 * @param problem samples, targets, activation
 * @param direction r
 * @param beta at least 0
 * @param region of filters
 */
public record RelaxedProgram(SharedFilter problem, double[] direction, double beta, FilterRegion region) {

    /**
     * @throws IllegalArgumentException if the direction has another length than filters, or beta is below 0
     */
    public RelaxedProgram {
        if (direction.length != problem.dimension()) {
            throw new IllegalArgumentException("RelaxedProgram: a direction of " + direction.length
                    + " numbers for filters of " + problem.dimension());
        }
        if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta must be finite and >= 0, got " + beta);
        }
    }

    /** Whether outputs may exceed their targets, at a price. */
    public boolean slack() {
        return beta > 0;
    }

    /** The objective's linear part, {@code beta r}, or r where there is no slack. */
    double[] pull() {
        double[] pull = direction.clone();
        for (int i = 0; slack() && i < pull.length; i++) {
            pull[i] *= beta;
        }
        return pull;
    }

    /** The objective at a filter, whether or not it is feasible. Cost 2 n K h flops. */
    public double objective(double[] filter, Workers workers) {
        return price(problem.outputs(filter, workers)) - Vectors.dot(pull(), filter);
    }

    /** What outputs beyond their targets cost. */
    double price(double[] outputs) {
        double sum = 0;
        for (int i = 0; slack() && i < outputs.length; i++) {
            double excess = Math.max(0, outputs[i] - problem.targets()[i]);
            sum += excess * excess / 2;
        }
        return sum;
    }

    /** The most that an output exceeds its target by; 0 if none does. */
    double excess(double[] outputs) {
        double most = 0;
        for (int i = 0; i < outputs.length; i++) {
            most = Math.max(most, outputs[i] - problem.targets()[i]);
        }
        return most;
    }

    /** The size of the largest target. */
    double largestTarget() {
        double largest = 0;
        for (double target : problem.targets()) {
            largest = Math.max(largest, Math.abs(target));
        }
        return largest;
    }
}
