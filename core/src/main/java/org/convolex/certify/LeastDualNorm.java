package org.convolex.certify;

import java.util.Arrays;
import org.convolex.linalg.Vectors;
import org.convolex.network.FilterNorm;

/**
 * Shortens a slope by multiples of given vectors: {@code min N°(a + sum_i t_i g_i)} over 0 &lt;= t_i &lt;= most_i, nearly. By
 * weak duality any such t bounds the largest a.u over the filters u for which all g_i.u are at least 0 (most_i infinite), or
 * over which the true function lies below a.u + t g_i.u (most_i finite). So an early stop costs tightness, never truth.
 *
 * <p>One group is a length, which coordinate descent makes short; for several see {@link GroupNormBarrier}.
 * Not safe for use from several threads.
 */
final class LeastDualNorm {
    private static final int SWEEPS = 60;
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
        if (norm.groups() > 1) {
            multiples = new GroupNormBarrier(norm, start, vectors, most, count).solve(enough);
            return combined(false);
        }
        multiples = new double[count];
        for (int i = 0; i < count; i++) {
            multiples[i] = Double.isInfinite(most[i]) ? 0 : most[i] / 2;
        }
        descend();
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

    /** Coordinate descent on the squared length. */
    private void descend() {
        double[] sizes = new double[count];
        double[] vector = start.clone();
        for (int i = 0; i < count; i++) {
            int at = i * dimension;
            for (int j = 0; j < dimension; j++) {
                vector[j] += multiples[i] * vectors[at + j];
                sizes[i] += vectors[at + j] * vectors[at + j];
            }
        }
        for (int sweep = 0; sweep < sweeps; sweep++) {
            double before = Vectors.dot(vector, vector);
            double decrease = 0;
            for (int i = 0; i < count; i++) {
                if (sizes[i] == 0) {
                    continue;
                }
                int at = i * dimension;
                double slope = 0;
                for (int j = 0; j < dimension; j++) {
                    slope += vectors[at + j] * vector[j];
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
    }

    /** Whether sweeps bring so little that all those left would not do: then the box is better cut. */
    private boolean hopeless(double before, double decrease) {
        return decrease < SLOW * before && decrease * sweeps < before - enough * enough;
    }
}
