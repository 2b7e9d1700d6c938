package org.convolex.kernel;

import java.util.List;
import java.util.SplittableRandom;
import org.convolex.linalg.Vectors;
import org.convolex.patch.ZcaWhitening;

/**
 * Random Fourier features of the Gaussian kernel {@code exp(-gamma ||z - z'||^2)}, (15) of the paper (Rahimi, Recht 2007):
 * {@code phi_j(z) = sqrt(2/m) cos(w_j . z + b_j)} with w_j ~ N(0, 2 gamma I) and b_j ~ U[0, 2 pi), so that
 * {@code E phi(z) . phi(z') = K(z, z')}.
 *
 * <p>The frequencies are drawn independently, or orthogonal within groups of d1 (Yu et al. 2016): each keeps its own
 * distribution, and the kernel error falls below that of independent draws. Immutable by convention: the arrays are not copied.
 *
 * @param orthogonal how the frequencies were drawn
 * @param gamma of the kernel, finite and above 0
 * @param dimension length d1 of z
 * @param frequencies row-major, m x d1
 * @param phases length m, in radians
 */
public record RandomFourierFeatures(
        boolean orthogonal, double gamma, int dimension, double[] frequencies, double[] phases) implements FeatureMap {

    /**
     * Draws a map with orthogonal frequencies. The same arguments give the same map.
     *
     * @param count number of features m, at least 1
     * @throws IllegalArgumentException if gamma is not finite and above 0, or the count is below 1
     */
    public static RandomFourierFeatures draw(double gamma, int dimension, int count, long seed) {
        requireInRange(gamma, count);
        SplittableRandom random = new SplittableRandom(seed);
        double[] frequencies = new double[count * dimension];
        double deviation = Math.sqrt(2 * gamma);
        for (int first = 0; first < count; first += dimension) {
            double[][] group = orthonormal(dimension, random);
            for (int j = 0; j < Math.min(dimension, count - first); j++) {
                double length = deviation * Vectors.length(gaussian(dimension, random));
                for (int i = 0; i < dimension; i++) {
                    frequencies[(first + j) * dimension + i] = length * group[j][i];
                }
            }
        }
        return new RandomFourierFeatures(true, gamma, dimension, frequencies, phases(count, random));
    }

    /**
     * Draws a map with independent frequencies. The same arguments give the same map.
     *
     * @param count number of features m, at least 1
     * @throws IllegalArgumentException if gamma is not finite and above 0, or the count is below 1
     */
    public static RandomFourierFeatures drawIndependent(double gamma, int dimension, int count, long seed) {
        requireInRange(gamma, count);
        SplittableRandom random = new SplittableRandom(seed);
        double[] frequencies = gaussian(count * dimension, random);
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] *= Math.sqrt(2 * gamma);
        }
        return new RandomFourierFeatures(false, gamma, dimension, frequencies, phases(count, random));
    }

    static void requireInRange(double gamma, int count) {
        if (!(gamma > 0 && gamma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gamma must be finite and > 0, got " + gamma);
        }
        if (count < 1) {
            throw new IllegalArgumentException("features must be >= 1, got " + count);
        }
    }

    /** Uniform in [0, 2 pi). */
    static double[] phases(int count, SplittableRandom random) {
        return random.doubles(count, 0, 2 * Math.PI).toArray();
    }

    /** A uniformly random orthonormal basis: Gram-Schmidt, twice for accuracy, on Gaussian vectors. */
    private static double[][] orthonormal(int dimension, SplittableRandom random) {
        double[][] basis = new double[dimension][];
        for (int j = 0; j < dimension; j++) {
            double[] vector = gaussian(dimension, random);
            for (int repeat = 0; repeat < 2; repeat++) {
                for (int k = 0; k < j; k++) {
                    double along = 0;
                    for (int i = 0; i < dimension; i++) {
                        along += vector[i] * basis[k][i];
                    }
                    for (int i = 0; i < dimension; i++) {
                        vector[i] -= along * basis[k][i];
                    }
                }
            }
            double norm = Vectors.length(vector);
            for (int i = 0; i < dimension; i++) {
                vector[i] /= norm;
            }
            basis[j] = vector;
        }
        return basis;
    }

    static double[] gaussian(int dimension, SplittableRandom random) {
        double[] vector = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = random.nextGaussian();
        }
        return vector;
    }

    @Override
    public MapKind kind() {
        return orthogonal ? MapKind.FOURIER : MapKind.FOURIER_INDEPENDENT;
    }

    @Override
    public Kernel kernel() {
        return new GaussianKernel(gamma);
    }

    @Override
    public int count() {
        return phases.length;
    }

    @Override
    public double[] apply(double[] z) {
        double[] features = new double[count()];
        for (int j = 0; j < count(); j++) {
            double argument = phases[j];
            for (int i = 0; i < dimension; i++) {
                argument += frequencies[j * dimension + i] * z[i];
            }
            features[j] = Math.sqrt(2.0 / count()) * Math.cos(argument);
        }
        return features;
    }

    @Override
    public List<double[]> parameters() {
        return List.of(frequencies, phases);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Whitening is folded into the frequencies, and one fused kernel goes from patches to pooled features: per image
     * 2 P d1 m flops and P m cosines, without a P x m intermediate.
     */
    @Override
    public PatchPooling pooling(ZcaWhitening whitening, int[] windowStarts, float[] featureMean, float featureScale) {
        return new CosinePooling(this, whitening, windowStarts, featureMean, featureScale);
    }
}
