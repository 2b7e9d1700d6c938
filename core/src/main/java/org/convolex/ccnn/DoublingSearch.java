package org.convolex.ccnn;

import java.util.Locale;

/**
 * A search for a positive setting on a logarithmic scale: from where it starts it doubles as long as that helps; where the
 * first doubling does not, it halves.
 */
final class DoublingSearch {
    private static final int MOST_STEPS = 6;

    private DoublingSearch() {}

    /** Judges one value: smaller is better, infinite ends the search in this direction. */
    @FunctionalInterface
    interface Judge {
        double loss(double value);
    }

    /** The best value found, rounded to three digits. */
    static double search(double start, Judge judge) {
        double first = rounded(start);
        double firstLoss = judge.loss(first);
        double best = climb(first, firstLoss, 2, judge);
        return best == first ? climb(first, firstLoss, 0.5, judge) : best;
    }

    private static double climb(double start, double startLoss, double factor, Judge judge) {
        double best = start;
        double least = startLoss;
        for (int step = 1; step <= MOST_STEPS; step++) {
            double value = rounded(best * factor);
            double loss = judge.loss(value);
            if (!(loss < least)) {
                break;
            }
            best = value;
            least = loss;
        }
        return best;
    }

    /** Three digits are easy to retype. */
    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2e", value));
    }
}
