package org.convolex.convotron;

import java.util.SplittableRandom;
import org.convolex.linalg.Vectors;

/**
 * Stage 1, algorithm 2: learns the output weights, up to their common sign, together with the part of the filter that no two
 * patches share. With {@code e = f_non(x) - y} over that part,
 *
 * <pre>
 *   g = 2/(1+leak) e sum_j a_j P_j^non x + 1/4 (|w|^2 - |a|^2) w             (2)
 *   h = 2/(1+leak) e (w.P_1^non x, .., w.P_k^non x) + 1/4 (|a|^2 - |w|^2) a   (3)
 *   w &lt;- w - eta (g - xi_w),   a &lt;- a - eta (h - xi_a)                        (4)(5)
 * </pre>
 *
 * <p>with xi uniform on the unit sphere, against saddle points. A batch of B samples takes the sum of their B steps at once, all
 * from the same point; a batch of one is the paper's algorithm. Not safe for use from several threads.
 */
final class DoubleConvotron {
    private final Windows windows;
    private final double leak;
    private final double noise;
    private final SplittableRandom random;
    private final double[] filter;
    private final double[] weights;

    /**
     * @param windows those of the non-overlapping part
     * @param noise length of xi; 1 in the paper
     * @param start length of both vectors at the start
     */
    DoubleConvotron(Windows windows, double leak, double noise, double start, SplittableRandom random) {
        this.windows = windows;
        this.leak = leak;
        this.noise = noise;
        this.random = random;
        this.filter = sphere(windows.size(), start);
        this.weights = sphere(windows.patches(), start);
    }

    /** The part of the filter that patches do not share. */
    double[] filter() {
        return filter;
    }

    /** a. */
    double[] weights() {
        return weights;
    }

    /**
     * Takes the steps of some samples.
     *
     * @param step eta
     * @return {@code |w|^2 |a|^2} after them; NaN where they have left the numbers
     */
    double take(Samples samples, double step, Residuals residuals) {
        OverlappingNetwork network = new OverlappingNetwork(windows, leak, filter, weights);
        double[] v = residuals.of(network, samples);
        int count = samples.count();
        double share = 2 / (1 + leak);
        double balance = count * (Vectors.dot(filter, filter) - Vectors.dot(weights, weights)) / 4;
        double[] filterStep = new double[filter.length];
        double[] weightStep = new double[weights.length];
        for (int j = 0; j < weights.length; j++) {
            for (int l = 0; l < filter.length; l++) {
                double correlation = v[windows.starts()[j] + windows.offsets()[l]];
                filterStep[l] += share * weights[j] * correlation;
                weightStep[j] += share * filter[l] * correlation;
            }
        }
        // The sum of B independent points of the sphere has length sqrt(B).
        double[] filterNoise = sphere(filter.length, noise * Math.sqrt(count));
        double[] weightNoise = sphere(weights.length, noise * Math.sqrt(count));
        for (int l = 0; l < filter.length; l++) {
            filterStep[l] += balance * filter[l] - filterNoise[l];
        }
        for (int j = 0; j < weights.length; j++) {
            weightStep[j] += -balance * weights[j] - weightNoise[j];
        }
        for (int l = 0; l < filter.length; l++) {
            filter[l] -= step * filterStep[l];
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] -= step * weightStep[j];
        }
        return Vectors.dot(filter, filter) * Vectors.dot(weights, weights);
    }

    private double[] sphere(int size, double length) {
        double[] point = new double[size];
        for (int i = 0; i < size; i++) {
            point[i] = random.nextGaussian();
        }
        double factor = length / Vectors.length(point);
        for (int i = 0; i < size; i++) {
            point[i] *= factor;
        }
        return point;
    }
}
