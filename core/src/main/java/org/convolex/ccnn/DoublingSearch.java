package org.convolex.ccnn;

import java.util.Locale;

/**
 * A search for a positive setting on a logarithmic scale: from where it starts it doubles as long as that helps; where the
 * first doubling does not, it halves. In the end it looks half-way to both neighbours.
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
        Step best = climb(new Step(first, firstLoss), 2, judge);
        best = best.value == first ? climb(best, 0.5, judge) : best;
        Step larger = step(best.value * Math.sqrt(2), judge);
        Step smaller = step(best.value / Math.sqrt(2), judge);
        Step finer = larger.loss < smaller.loss ? larger : smaller;
        return finer.loss < best.loss ? finer.value : best.value;
    }

    /** A value that was judged. */
    private record Step(double value, double loss) {}

    private static Step step(double value, Judge judge) {
        double rounded = rounded(value);
        return new Step(rounded, judge.loss(rounded));
    }

    private static Step climb(Step start, double factor, Judge judge) {
        Step best = start;
        for (int step = 1; step <= MOST_STEPS; step++) {
            Step next = step(best.value * factor, judge);
            if (!(next.loss < best.loss)) {
                break;
            }
            best = next;
        }
        return best;
    }

    /** Three digits are easy to retype. */
    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2e", value));
    }
}
