package org.convolex.ccnn;

import java.util.Locale;

/**
 * A search for gamma around the scale of the data: a Gaussian kernel tells patches apart whose squared distance is about
 * 1 / gamma. From 1 / median it doubles as long as that helps; where the first doubling does not, it halves.
 */
final class GammaSearch {
    private static final int MOST_STEPS = 6;

    private GammaSearch() {}

    /** Judges one gamma: smaller is better, infinite ends the search. */
    @FunctionalInterface
    interface Judge {
        double loss(double gamma);
    }

    /** The best gamma found. */
    static double search(double medianSquaredDistance, Judge judge) {
        double start = rounded(1 / medianSquaredDistance);
        double startLoss = judge.loss(start);
        double best = climb(start, startLoss, 2, judge);
        return best == start ? climb(start, startLoss, 0.5, judge) : best;
    }

    private static double climb(double start, double startLoss, double factor, Judge judge) {
        double best = start;
        double least = startLoss;
        for (int step = 1; step <= MOST_STEPS; step++) {
            double gamma = rounded(best * factor);
            double loss = judge.loss(gamma);
            if (!(loss < least)) {
                break;
            }
            best = gamma;
            least = loss;
        }
        return best;
    }

    /** Three digits are easy to retype. */
    private static double rounded(double gamma) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2e", gamma));
    }
}
