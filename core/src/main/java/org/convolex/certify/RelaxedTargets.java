package org.convolex.certify;

import java.util.Locale;
import java.util.Optional;

/**
 * The relaxation of a filter's training: without slack (beta = 0) its outputs must not exceed the targets; with slack they may, at
 * a price. Competitors exceed the targets, and miss the constraint set, by no more than the filter itself does, so that rounding
 * makes no claim too large.
 *
 * @param beta weight of the direction beside the slack; 0: outputs must keep below the targets
 * @param excess by how much an output of the filter exceeds its target at most, as a share of the largest target; 0 where beta
 *     is above 0
 * @param outside the filter's distance from the constraint set, as a share of its norm
 * @param radius the norm of competitors, at most
 */
public record RelaxedTargets(double beta, double excess, double outside, double radius) implements Regularization {
    /** What solvers in double precision leave. */
    private static final double ROUNDING = 1e-6;

    /**
     * @throws IllegalArgumentException if beta is not finite and at least 0
     */
    public RelaxedTargets {
        if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta must be finite and >= 0, got " + beta);
        }
    }

    @Override
    public Optional<String> violation() {
        if (!(excess <= ROUNDING)) {
            return Optional.of(
                    String.format(Locale.ROOT, "an output exceeds its target by %.3g of the largest target", excess));
        }
        return outside <= ROUNDING
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "the filter misses the constraint set by %.3g of its norm", outside));
    }

    @Override
    public Optional<String> contradiction(Regularization claimed, double tolerance) {
        if (!(claimed instanceof RelaxedTargets other) || other.beta != beta) {
            return Optional.of("the regularization is " + this + ", the model claims " + claimed);
        }
        boolean same = near(other.excess, excess, tolerance)
                && near(other.outside, outside, tolerance)
                && near(other.radius, radius, tolerance * radius);
        return same
                ? Optional.empty()
                : Optional.of("the competitors are those of " + this + ", the model claims " + claimed);
    }

    private static boolean near(double a, double b, double tolerance) {
        return Math.abs(a - b) <= tolerance;
    }
}
