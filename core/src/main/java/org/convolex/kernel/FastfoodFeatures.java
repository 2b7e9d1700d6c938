package org.convolex.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.linalg.Vectors;
import org.convolex.patch.ZcaWhitening;

/**
 * Fastfood (Le, Sarlos, Smola 2013): the features {@code sqrt(2/m) cos(w_j . z + b_j)} of the Gaussian kernel
 * {@code exp(-gamma ||z - z'||^2)} with frequencies that are the rows of blocks {@code S H G Pi H B}, each D x D with D the power of
 * two at or above d1: H the Hadamard matrix, B random signs, Pi a random permutation, G Gaussian, and S such that the rows'
 * lengths are those of N(0, 2 gamma I). Each frequency has exactly that distribution; they depend on each other within
 * a block. A block takes O(D log D) operations a patch where independent frequencies take O(D d1). Immutable by convention: the
 * arrays are not copied.
 *
 * @param gamma of the kernel, finite and above 0
 * @param dimension length d1 of z
 * @param signs the diagonals of B, blocks x D, each 1 or -1
 * @param permutation entry i of a block of Pi x is entry permutation[i] of x: blocks x D, each in 0..D-1
 * @param gaussians the diagonals of G, blocks x D
 * @param scales the diagonals of S, blocks x D
 * @param phases length m, in radians
 */
public record FastfoodFeatures(
        double gamma,
        int dimension,
        double[] signs,
        int[] permutation,
        double[] gaussians,
        double[] scales,
        double[] phases)
        implements FeatureMap {

    /**
     * Draws a map. The same arguments give the same map.
     *
     * @param count number of features m, at least 1
     * @throws IllegalArgumentException if gamma is not finite and above 0, or the count is below 1
     */
    public static FastfoodFeatures draw(double gamma, int dimension, int count, long seed) {
        RandomFourierFeatures.requireInRange(gamma, count);
        SplittableRandom random = new SplittableRandom(seed);
        int size = size(dimension);
        int length = blocks(count, size) * size;
        double[] signs = new double[length];
        int[] permutation = new int[length];
        double[] gaussians = new double[length];
        double[] scales = new double[length];
        for (int first = 0; first < length; first += size) {
            double[] diagonal = RandomFourierFeatures.gaussian(size, random);
            // A row of H G Pi H B has length sqrt(D) ||G||: S makes it that of a Gaussian vector.
            double unit = Math.sqrt(2 * gamma / size) / Vectors.length(diagonal);
            for (int i = 0; i < size; i++) {
                signs[first + i] = random.nextBoolean() ? 1 : -1;
                int j = random.nextInt(i + 1);
                permutation[first + i] = permutation[first + j];
                permutation[first + j] = i;
                gaussians[first + i] = diagonal[i];
                scales[first + i] = unit * Vectors.length(RandomFourierFeatures.gaussian(size, random));
            }
        }
        double[] phases = RandomFourierFeatures.phases(count, random);
        return new FastfoodFeatures(gamma, dimension, signs, permutation, gaussians, scales, phases);
    }

    /** D: the power of two at or above d1. */
    public static int size(int dimension) {
        return dimension == 1 ? 1 : Integer.highestOneBit(dimension - 1) * 2;
    }

    /** The number of blocks of D features. */
    public static int blocks(int count, int size) {
        return (count - 1) / size + 1;
    }

    @Override
    public MapKind kind() {
        return MapKind.FASTFOOD;
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
        double[] features = products(z);
        for (int j = 0; j < features.length; j++) {
            features[j] = Math.sqrt(2.0 / count()) * Math.cos(features[j] + phases[j]);
        }
        return features;
    }

    /** The w_j written out, row-major, m x d1. Cost: d1 features of a patch. */
    public double[] frequencies() {
        double[] frequencies = new double[count() * dimension];
        for (int i = 0; i < dimension; i++) {
            double[] unit = new double[dimension];
            unit[i] = 1;
            double[] column = products(unit);
            for (int j = 0; j < column.length; j++) {
                frequencies[j * dimension + i] = column[j];
            }
        }
        return frequencies;
    }

    /** The w_j . z. */
    private double[] products(double[] z) {
        int size = size(dimension);
        double[] all = new double[count()];
        for (int first = 0; first < count(); first += size) {
            double[] signed = new double[size];
            for (int i = 0; i < dimension; i++) {
                signed[i] = signs[first + i] * z[i];
            }
            double[] spread = hadamard(signed);
            double[] weighted = new double[size];
            for (int i = 0; i < size; i++) {
                weighted[i] = gaussians[first + i] * spread[permutation[first + i]];
            }
            double[] products = hadamard(weighted);
            for (int i = 0; i < Math.min(size, count() - first); i++) {
                all[first + i] = scales[first + i] * products[i];
            }
        }
        return all;
    }

    /** H x with H_ij = (-1)^(number of ones that i and j share). */
    private static double[] hadamard(double[] x) {
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                product[i] += Integer.bitCount(i & j) % 2 == 0 ? x[j] : -x[j];
            }
        }
        return product;
    }

    @Override
    public List<double[]> parameters() {
        double[] order = Arrays.stream(permutation).asDoubleStream().toArray();
        return List.of(signs, order, gaussians, scales, phases);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Costs 4 log2 D + 15 flops a patch and feature, and 2 d1^2 a patch for whitening, which cannot be folded into the
     * transforms.
     */
    @Override
    public PatchPooling pooling(ZcaWhitening whitening, int[] windowStarts, float[] featureMean, float featureScale) {
        return new FastfoodPooling(this, whitening, windowStarts, featureMean, featureScale);
    }
}
