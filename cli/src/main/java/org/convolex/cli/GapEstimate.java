package org.convolex.cli;

import org.convolex.optim.Progress;

/**
 * How far a solve has come: its relative gap shrinks by about the same factor every second, so the logarithm of the gap
 * tells the share that is done and the time that is left. A guess, for the eye only.
 */
final class GapEstimate {
    private static final double ENOUGH_SECONDS = 2;
    private static final double ENOUGH_SHARE = 0.05;

    private final double asked;
    private double first = Double.NaN;
    private double firstSeconds;
    private double share;
    private double seconds;

    /** @param asked relative gap at which the solve ends */
    GapEstimate(double asked) {
        this.asked = asked;
    }

    void add(Progress progress) {
        double gap = progress.relativeGap();
        if (!(gap > 0 && gap < Double.POSITIVE_INFINITY)) {
            return;
        }
        if (Double.isNaN(first)) {
            first = gap;
            firstSeconds = progress.seconds();
        }
        seconds = progress.seconds() - firstSeconds;
        if (gap <= asked || first <= asked) {
            share = 1;
        } else {
            share = Math.max(share, Math.log(first / gap) / Math.log(first / asked));
        }
    }

    /** The share done, in 0..1; never falls. */
    double share() {
        return share;
    }

    /** Seconds left; NaN while it is too early to tell, or if there is nothing left to tell. */
    double secondsLeft() {
        return seconds < ENOUGH_SECONDS || share < ENOUGH_SHARE || share >= 1
                ? Double.NaN
                : seconds * (1 - share) / share;
    }
}
