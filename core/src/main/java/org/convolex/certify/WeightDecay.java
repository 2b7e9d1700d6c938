package org.convolex.certify;

import java.util.Optional;

/**
 * The penalty {@code beta/2 x (sum of the squares of all weights)}, which is a part of the objective: every point is
 * feasible.
 *
 * @param beta above 0
 */
public record WeightDecay(double beta) implements Regularization {

    /**
     * @throws IllegalArgumentException if beta is not finite and above 0
     */
    public WeightDecay {
        if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta must be finite and > 0, got " + beta);
        }
    }

    @Override
    public Optional<String> violation() {
        return Optional.empty();
    }

    @Override
    public Optional<String> contradiction(Regularization claimed, double tolerance) {
        return equals(claimed)
                ? Optional.empty()
                : Optional.of("the regularization is " + this + ", the model claims " + claimed);
    }
}
