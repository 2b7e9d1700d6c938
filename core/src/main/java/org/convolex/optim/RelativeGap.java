package org.convolex.optim;

/** The one definition of tolerance in this library. */
public final class RelativeGap {
    private RelativeGap() {}

    /**
     * {@code (objective - lowerBound) / (zeroObjective - lowerBound)}: the share of the attainable decrease that may be
     * missing. 0.001 says "at least 99.9 % of the attainable decrease". It is 0 where nothing can be gained over zero,
     * and above 1 where the model is worse than zero.
     */
    public static double of(double objective, double lowerBound, double zeroObjective) {
        double gap = objective - lowerBound;
        double attainable = zeroObjective - lowerBound;
        if (attainable <= 0) {
            return gap <= 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return gap / attainable;
    }
}
