package org.convolex.optim;

/**
 * When a solver stops, whichever comes first.
 *
 * @param relativeGap asked {@link RelativeGap}, above 0 and below 1
 * @param maxSeconds time, above 0, infinite for none
 * @param maxIterations steps, at least 1
 */
public record StoppingRule(double relativeGap, double maxSeconds, int maxIterations) {

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public StoppingRule {
        if (!(relativeGap > 0 && relativeGap < 1)) {
            throw new IllegalArgumentException("gap must be in (0, 1), got " + relativeGap);
        }
        if (!(maxSeconds > 0)) {
            throw new IllegalArgumentException("max-seconds must be > 0, got " + maxSeconds);
        }
        if (maxIterations < 1) {
            throw new IllegalArgumentException("iterations must be >= 1, got " + maxIterations);
        }
    }

    /** Only the gap: no limit of time, 100,000 steps. */
    public static StoppingRule gap(double relativeGap) {
        return new StoppingRule(relativeGap, Double.POSITIVE_INFINITY, 100_000);
    }

    public StoppingRule withGap(double gap) {
        return new StoppingRule(gap, maxSeconds, maxIterations);
    }

    public StoppingRule withMaxSeconds(double seconds) {
        return new StoppingRule(relativeGap, seconds, maxIterations);
    }

    public StoppingRule withMaxIterations(int iterations) {
        return new StoppingRule(relativeGap, maxSeconds, iterations);
    }
}
