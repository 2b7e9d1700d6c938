package org.convolex.optim;

/**
 * Where a solver stands.
 *
 * @param iteration steps so far
 * @param seconds time since the solver started
 * @param objective the best objective so far
 * @param lowerBound the best lower bound so far on the program being solved
 * @param zeroObjective the objective of the zero model
 */
public record Progress(int iteration, double seconds, double objective, double lowerBound, double zeroObjective) {

    /** The share of the attainable decrease that may still be missing; see {@link RelativeGap}. */
    public double relativeGap() {
        return RelativeGap.of(objective, lowerBound, zeroObjective);
    }
}
