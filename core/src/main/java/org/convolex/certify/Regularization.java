package org.convolex.certify;

import java.util.Optional;

/**
 * What keeps the weights of a program from growing, and how a point stands to it: a part of what a certificate says.
 * Immutable and safe for use from many threads.
 */
public sealed interface Regularization permits NuclearNormBound, WeightDecay, RelaxedTargets {

    /** What the point breaks, as a part of a sentence; empty if it is feasible. */
    Optional<String> violation();

    /**
     * Where a model claims something else than this, which was recomputed, in one line; empty if they agree but for
     * rounding.
     *
     * @param tolerance share of the regularization's own size that rounding may take
     */
    Optional<String> contradiction(Regularization claimed, double tolerance);

    /** Whether the point may be compared with what the lower bound speaks of. */
    default boolean feasible() {
        return violation().isEmpty();
    }
}
