package org.convolex.certify;

import java.util.Arrays;
import org.convolex.network.FilterNorm;

/**
 * Shortens a slope by multiples of given vectors: {@code min N°(a + sum_i t_i g_i)} over 0 &lt;= t_i &lt;= most_i, nearly. By
 * weak duality any such t bounds the largest a.u over the filters u for which all g_i.u are at least 0 (most_i infinite), or
 * over which the true function lies below a.u + t g_i.u (most_i finite). So an early stop costs tightness, never truth.
 *
 * <p>For several groups the dual norm is a maximum, and is approached by squared norms whose weights follow the largest.
 * Not safe for use from several threads.
 */
final class LeastDualNorm {
    private static final int SWEEPS = 60;
    private static final int ROUNDS = 400;
    /** The power of its ratio to the largest that a group's weight is multiplied by: large at first, then less, lest it swing. */
    private static final double EAGERNESS = 8;

    private static final double LEAST_EAGERNESS = 0.25;
    private static final double PATIENCE = 60;
    private static final double SETTLED_GROUPS = 1e-9;
    private static final double SETTLED = 1e-13;
    private static final double ROUNDING = 8 * Math.ulp(1.0);
    private static final double SLOW = 1e-3;

    private final FilterNorm norm;
    private final int dimension;
    private final double[] start;
    private final double enough;
    private final int sweeps;
    private double[] vectors = new double[0];
    private double[] most = new double[0];
    private double[] multiples = new double[0];
    private int count;

    /** @param enough a dual norm that need not be undercut */
    LeastDualNorm(FilterNorm norm, double[] slope, double enough) {
        this(norm, slope, enough, SWEEPS);
    }

    /** @param sweeps over all multiples, at most: where vectors are many and nearly opposite, more than usual are worth their time */
    LeastDualNorm(FilterNorm norm, double[] slope, double enough, int sweeps) {
        this.sweeps = sweeps;
        this.enough = Math.max(0, enough);
        this.norm = norm;
        this.dimension = slope.length;
        this.start = slope;
    }

    /** Room for one more vector, which the caller fills. */
    int add(double largestMultiple) {
        if ((count + 1) * dimension > vectors.length) {
            vectors = Arrays.copyOf(vectors, Math.max(16 * dimension, 2 * vectors.length));
            most = Arrays.copyOf(most, vectors.length / dimension);
        }
        most[count] = largestMultiple;
        return count++ * dimension;
    }

    /** The array in which the vector at a place of {@link #add} starts; only valid until the next one is added. */
    double[] vectors() {
        return vectors;
    }

    /** The slope with the multiples of the last {@link #solve} of those vectors whose multiples are bounded. */
    double[] bounded() {
        return combined(true);
    }

    private double[] combined(boolean boundedOnly) {
        double[] vector = start.clone();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < dimension && !(boundedOnly && Double.isInfinite(most[i])); j++) {
                vector[j] += multiples[i] * vectors[i * dimension + j];
            }
        }
        return vector;
    }

    /** The shortest vector that was found. */
    double[] solve() {
        multiples = new double[count];
        for (int i = 0; i < count; i++) {
            multiples[i] = Double.isInfinite(most[i]) ? 0 : most[i] / 2;
        }
        if (norm.groups() == 1) {
            descend(new double[] {1});
            return combined(false);
        }
        double[] shares = new double[norm.groups()];
        Arrays.fill(shares, 1.0 / shares.length);
        double[] best = multiples;
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            double[] found = descend(shares);
            double largest = norm.dual(found);
            if (largest < least) {
                least = largest;
                best = multiples.clone();
            }
            double mean = 0; // of the squares: where it is 1, no multiples reach a smaller maximum
            double sum = 0;
            for (int g = 0; g < shares.length && largest > 0; g++) {
                double ratio = norm.length(found, g) / norm.weights()[g] / largest;
                mean += shares[g] * ratio * ratio;
                shares[g] = Math.max(
                        1e-12,
                        shares[g] * Math.pow(ratio, Math.max(LEAST_EAGERNESS, EAGERNESS / (1 + round / PATIENCE))));
                sum += shares[g];
            }
            if (mean > 1 - SETTLED_GROUPS || largest <= enough) {
                break;
            }
            for (int g = 0; g < shares.length && sum > 0; g++) {
                shares[g] /= sum;
            }
        }
        multiples = best;
        return combined(false);
    }

    /**
     * More than rounding can have taken off the dual norm of what {@link #solve} returned: its terms may be much longer than their
     * sum, and each inequality holds only up to the rounding of its own response.
     */
    double rounding() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double length = 0;
            for (int j = 0; j < dimension; j++) {
                length += vectors[i * dimension + j] * vectors[i * dimension + j];
            }
            sum += multiples[i] * Math.sqrt(length);
        }
        double smallest = Arrays.stream(norm.weights()).min().orElseThrow();
        return ROUNDING * (dimension + count) * sum / smallest;
    }

    /** Coordinate descent on the squared length with weighted groups; keeps the multiples for the next call. */
    private double[] descend(double[] shares) {
        double[] metric = new double[dimension];
        for (int g = 0; g < shares.length; g++) {
            double weight = norm.weights()[g];
            Arrays.fill(metric, norm.start(g), norm.ends()[g], shares[g] / (weight * weight));
        }
        double[] sizes = new double[count];
        double[] vector = start.clone();
        for (int i = 0; i < count; i++) {
            int at = i * dimension;
            for (int j = 0; j < dimension; j++) {
                vector[j] += multiples[i] * vectors[at + j];
                sizes[i] += metric[j] * vectors[at + j] * vectors[at + j];
            }
        }
        for (int sweep = 0; sweep < sweeps; sweep++) {
            double before = squared(vector, metric);
            double decrease = 0;
            for (int i = 0; i < count; i++) {
                if (sizes[i] == 0) {
                    continue;
                }
                int at = i * dimension;
                double slope = 0;
                for (int j = 0; j < dimension; j++) {
                    slope += metric[j] * vectors[at + j] * vector[j];
                }
                double next = Math.max(0, Math.min(most[i], multiples[i] - slope / sizes[i]));
                double step = next - multiples[i];
                if (step != 0) {
                    multiples[i] = next;
                    decrease -= step * (2 * slope + step * sizes[i]);
                    for (int j = 0; j < dimension; j++) {
                        vector[j] += step * vectors[at + j];
                    }
                }
            }
            if (decrease <= SETTLED * before || norm.dual(vector) <= enough || hopeless(before, decrease)) {
                break;
            }
        }
        return vector;
    }

    /** Whether sweeps bring so little that all those left would not do: then the box is better cut. */
    private boolean hopeless(double before, double decrease) {
        double missing = norm.groups() == 1 ? before - enough * enough : 0;
        return decrease < SLOW * before && decrease * sweeps < missing;
    }

    private static double squared(double[] vector, double[] metric) {
        double sum = 0;
        for (int j = 0; j < vector.length; j++) {
            sum += metric[j] * vector[j] * vector[j];
        }
        return sum;
    }
}
