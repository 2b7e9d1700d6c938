package org.convolex.convotron;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.linalg.Vectors;

/**
 * Tests whether x and -x are distributed alike. If they are, flipping the signs of samples at random changes nothing, so a statistic
 * of the samples has the rank that chance gives it among those of flipped ones. Two statistics, both quadratic in the signs e:
 *
 * <pre>
 *   energy     sum_ij e_i e_j (|x_i + x_j| - |x_i - x_j|)        Szekely and Rizzo: sees any asymmetry, shifts best
 *   moments    |sum_i e_i u(x_i)|^2,  u = x_c |x_c|              sees skewed coordinates, such as a mean of zero hides
 * </pre>
 *
 * <p>The p-value is twice the smaller of theirs, at most 1 (Bonferroni). Cost 4 n^2 d flops and 4 n^2 for each of some hundred flips;
 * memory 8 n^2 bytes.
 */
final class SignFlips {
    private static final int FLIPS = 499;

    private SignFlips() {}

    /** The p-value; the same for the same seed. */
    static double pValue(double[][] samples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Math.min(1, 2 * Math.min(rank(energies(samples), random), rank(moments(samples), random)));
    }

    private static double[][] energies(double[][] samples) {
        double[][] kernel = new double[samples.length][samples.length];
        for (int i = 0; i < samples.length; i++) {
            for (int j = 0; j < i; j++) {
                double plus = 0;
                double minus = 0;
                for (int c = 0; c < samples[i].length; c++) {
                    double sum = samples[i][c] + samples[j][c];
                    double difference = samples[i][c] - samples[j][c];
                    plus += sum * sum;
                    minus += difference * difference;
                }
                kernel[i][j] = Math.sqrt(plus) - Math.sqrt(minus);
            }
        }
        return kernel;
    }

    private static double[][] moments(double[][] samples) {
        int inputs = samples[0].length;
        double[][] odd = new double[samples.length][inputs];
        for (int c = 0; c < inputs; c++) {
            double fourths = 0;
            for (double[] sample : samples) {
                fourths += sample[c] * sample[c] * sample[c] * sample[c];
            }
            double scale = fourths == 0 ? 0 : 1 / Math.sqrt(fourths);
            for (int i = 0; i < samples.length; i++) {
                odd[i][c] = scale * samples[i][c] * Math.abs(samples[i][c]);
            }
        }
        double[][] kernel = new double[samples.length][samples.length];
        for (int i = 0; i < samples.length; i++) {
            for (int j = 0; j < i; j++) {
                kernel[i][j] = Vectors.dot(odd[i], odd[j]);
            }
        }
        return kernel;
    }

    /** Share of flips whose statistic is at least that of the samples, which count as a flip of their own. */
    private static double rank(double[][] kernel, SplittableRandom random) {
        int[] signs = new int[kernel.length];
        Arrays.fill(signs, 1);
        double own = statistic(kernel, signs);
        int asLarge = 1;
        for (int flip = 0; flip < FLIPS; flip++) {
            for (int i = 0; i < signs.length; i++) {
                signs[i] = random.nextBoolean() ? 1 : -1;
            }
            if (statistic(kernel, signs) >= own) {
                asLarge++;
            }
        }
        return asLarge / (FLIPS + 1.0);
    }

    /** Half of the quadratic form but for its diagonal, which no flip changes. */
    private static double statistic(double[][] kernel, int[] signs) {
        double total = 0;
        for (int i = 0; i < signs.length; i++) {
            double sum = 0;
            for (int j = 0; j < i; j++) {
                sum += signs[j] * kernel[i][j];
            }
            total += signs[i] * sum;
        }
        return total;
    }
}
