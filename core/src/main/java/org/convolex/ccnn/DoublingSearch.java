package org.convolex.ccnn;

import java.util.Locale;

/**
 * A search for a positive setting on a logarithmic scale: from where it starts it doubles as long as that helps; where the
 * first doubling does not, it halves. Then the best value lies between two that are worse, and the vertex of the parabola
 * through the three is judged, too, unless it is next to the best value.
 */
final class DoublingSearch {
    private static final int MOST_STEPS = 6;

    /** Values less than so many doublings apart do not differ by more than their losses err. */
    private static final double ALIKE = 0.15;

    private DoublingSearch() {}

    /** Judges one value: smaller is better, infinite ends the search in this direction. */
    @FunctionalInterface
    interface Judge {
        double loss(double value);
    }

    /** The best value found, rounded to three digits. */
    static double search(double start, Judge judge) {
        Step behind = step(start, judge);
        Step best = step(behind.value * 2, judge);
        double factor = 2;
        if (!(best.loss < behind.loss)) {
            Step first = behind;
            behind = best;
            best = first;
            factor = 0.5;
        }
        Step ahead = step(best.value * factor, judge);
        for (int step = 1; step < MOST_STEPS && ahead.loss < best.loss; step++) {
            behind = best;
            best = ahead;
            ahead = step(best.value * factor, judge);
        }
        if (ahead.loss < best.loss) {
            return ahead.value;
        }
        double vertex = (behind.loss - ahead.loss) / (behind.loss - 2 * best.loss + ahead.loss) / 2;
        if (!(Math.abs(vertex) >= ALIKE)) { // NaN where a loss is infinite
            return best.value;
        }
        Step finer = step(best.value * Math.pow(factor, vertex), judge);
        return finer.loss < best.loss ? finer.value : best.value;
    }

    /** A value that was judged. */
    private record Step(double value, double loss) {}

    private static Step step(double value, Judge judge) {
        double rounded = rounded(value);
        return new Step(rounded, judge.loss(rounded));
    }

    /** Three digits are easy to retype. */
    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2e", value));
    }
}
