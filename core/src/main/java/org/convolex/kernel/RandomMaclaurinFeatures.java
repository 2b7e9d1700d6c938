package org.convolex.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.patch.ZcaWhitening;

/**
 * Random Maclaurin features (Kar, Karnick 2012) of the inverse polynomial kernel, the sum over t of
 * {@code a_t <z, z'>^t} with {@code a_t = 2^-(t+1)}: {@code phi_j(z) = c_j prod_{s < t_j} w_js . z} with vectors w of random signs,
 * for which {@code E prod (w_s . z)(w_s . z') = <z, z'>^t}.
 *
 * <p>Degrees are drawn in proportion to {@code a_t 3^(t/2)}, for a product of degree t may have a second moment of 3^t: with
 * the degrees in proportion to a_t, the variance would be infinite on the unit sphere. They are drawn by one stratified
 * sample, so that each degree has its share of the features. Where there are enough features, degrees 0 and 1 are not drawn
 * but exact: they take 1 + d1 of them. Degrees end at 20; what is beyond is below 5e-7. Immutable by convention: the arrays
 * are not copied.
 *
 * @param dimension length d1 of z
 * @param degrees t_j, length m, in descending order
 * @param coefficients c_j, length m
 * @param directions the w of all features, one after the other: row-major, (sum of the degrees) x d1
 */
public record RandomMaclaurinFeatures(int dimension, int[] degrees, double[] coefficients, double[] directions)
        implements FeatureMap {
    /** The largest degree. */
    public static final int MOST = 20;

    /**
     * Draws a map. The same arguments give the same map.
     *
     * @param count number of features m, at least 1
     * @throws IllegalArgumentException if the count is below 1
     */
    public static RandomMaclaurinFeatures draw(int dimension, int count, long seed) {
        if (count < 1) {
            throw new IllegalArgumentException("features must be >= 1, got " + count);
        }
        boolean exact = count >= 2 * (1 + dimension);
        int drawn = exact ? count - 1 - dimension : count;
        int least = exact ? 2 : 0;
        SplittableRandom random = new SplittableRandom(seed);
        int[] degrees = new int[count];
        double[] coefficients = new double[count];
        sample(least, drawn, random.nextDouble(), degrees, coefficients);
        int factors = Arrays.stream(degrees).sum();
        double[] directions = new double[(exact ? factors + dimension : factors) * dimension];
        for (int i = 0; i < factors * dimension; i++) {
            directions[i] = random.nextBoolean() ? 1 : -1;
        }
        if (exact) {
            for (int i = 0; i < dimension; i++) {
                degrees[drawn + i] = 1;
                coefficients[drawn + i] = Math.sqrt(term(1));
                directions[(factors + i) * dimension + i] = 1;
            }
            coefficients[count - 1] = Math.sqrt(term(0));
        }
        return new RandomMaclaurinFeatures(dimension, degrees, coefficients, directions);
    }

    /** Degree j is the quantile of (drawn - 1 - j + offset) / drawn: descending, one from each of as many equal shares. */
    private static void sample(int least, int drawn, double offset, int[] degrees, double[] coefficients) {
        double sum = 0;
        for (int t = least; t <= MOST; t++) {
            sum += weight(t);
        }
        for (int j = 0; j < drawn; j++) {
            double quantile = (drawn - 1 - j + offset) / drawn * sum;
            int degree = least;
            double below = weight(least);
            while (below < quantile && degree < MOST) {
                below += weight(++degree);
            }
            degrees[j] = degree;
            coefficients[j] = Math.sqrt(term(degree) / (weight(degree) / sum * drawn));
        }
    }

    /** a_t. */
    private static double term(int degree) {
        return Math.pow(0.5, degree + 1);
    }

    private static double weight(int degree) {
        return term(degree) * Math.pow(3, 0.5 * degree);
    }

    @Override
    public MapKind kind() {
        return MapKind.MACLAURIN;
    }

    @Override
    public Kernel kernel() {
        return new InversePolynomialKernel();
    }

    @Override
    public int count() {
        return degrees.length;
    }

    @Override
    public double[] apply(double[] z) {
        InversePolynomialKernel.requireInBall(z);
        double[] features = coefficients.clone();
        int factor = 0;
        for (int j = 0; j < count(); j++) {
            for (int s = 0; s < degrees[j]; s++, factor++) {
                double product = 0;
                for (int i = 0; i < dimension; i++) {
                    product += directions[factor * dimension + i] * z[i];
                }
                features[j] *= product;
            }
        }
        return features;
    }

    @Override
    public List<double[]> parameters() {
        return List.of(Arrays.stream(degrees).asDoubleStream().toArray(), coefficients, directions);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Cost: one product of all patches with all directions, about 8 d1 multiply-adds a patch and feature.
     */
    @Override
    public PatchPooling pooling(ZcaWhitening whitening, int[] windowStarts, float[] featureMean, float featureScale) {
        return new MaclaurinPooling(this, whitening, windowStarts, featureMean, featureScale);
    }
}
