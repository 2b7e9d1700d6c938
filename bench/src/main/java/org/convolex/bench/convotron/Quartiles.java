package org.convolex.bench.convotron;

import java.util.Arrays;
import java.util.Locale;

/**
 * The middle half of some values, by linear interpolation between them.
 *
 * @param low a quarter of them are below
 * @param median half of them are below
 * @param high three quarters of them are below
 */
record Quartiles(double low, double median, double high) {
    static Quartiles of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Quartiles(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1e (%.1e .. %.1e)", median, low, high);
    }
}
