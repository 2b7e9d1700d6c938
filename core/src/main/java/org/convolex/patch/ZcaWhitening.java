package org.convolex.patch;

import org.convolex.data.Dataset;
import org.convolex.data.EvenSpread;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Kernels;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.linalg.Workers;

/**
 * ZCA whitening of patches: {@code z <- M (z - mean)} with {@code M = V (D + epsilon I)^(-1/2) V^T} from the
 * eigendecomposition V D V^T of the patches' covariance. Immutable by convention: the arrays are not copied.
 *
 * <p>Long patches, of filter responses or of colours, vary in few directions. Of those with more than
 * {@value #ALWAYS_KEPT} numbers, only the leading directions are kept, as many as hold {@value #KEPT_VARIANCE} of the
 * whitened variance, and M is {@code (D + epsilon I)^(-1/2) V^T} for these: kernels see distances and inner products only,
 * so the missing rotation back changes nothing.
 *
 * @param mean of the training patches, length d1
 * @param matrix M, row-major, k x d1; symmetric where k = d1
 */
public record ZcaWhitening(double[] mean, double[] matrix) {
    private static final int ALWAYS_KEPT = 64;
    private static final double KEPT_VARIANCE = 0.99;

    /**
     * @throws IllegalArgumentException if the matrix has no rows of the mean's length, or more than that many
     */
    public ZcaWhitening {
        if (matrix.length == 0 || matrix.length % mean.length != 0 || matrix.length / mean.length > mean.length) {
            throw new IllegalArgumentException(
                    "ZcaWhitening: " + matrix.length + " numbers are no matrix of rows of " + mean.length);
        }
    }

    /**
     * Fits mean and covariance to the patches of up to {@code mostImages} training images, spread evenly. Cost:
     * images x patches x d1^2.
     *
     * @param epsilon added to every variance, finite and above 0; 0.1 in the published settings
     * @throws InvalidInputException if epsilon is out of its range
     */
    public static ZcaWhitening fit(
            Dataset training, PatchExtractor extractor, double epsilon, int mostImages, Workers workers) {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("whitening epsilon must be finite and > 0, got " + epsilon);
        }
        int dimension = extractor.grid().dimension();
        int patches = extractor.grid().patches();
        EvenSpread spread = EvenSpread.ofAtMost(mostImages, training.size());
        int images = spread.count();
        int moments = dimension * dimension;
        double[] sums = workers.sumOverChunks(images, moments + dimension, (from, to) -> {
            PatchExtractor.Extraction extraction = extractor.newExtraction();
            float[] moment = new float[moments];
            double[] sum = new double[moments + dimension];
            for (int i = from; i < to; i++) {
                float[] read = extraction.of(training, spread.index(i));
                Kernels.best().accumulateCombinations(patches, dimension, dimension, read, 0, read, 0, moment, 0);
                for (int j = 0; j < moments; j++) {
                    sum[j] += moment[j];
                    moment[j] = 0;
                }
                for (int j = 0; j < read.length; j++) {
                    sum[moments + j % dimension] += read[j];
                }
            }
            return sum;
        });
        double count = (double) images * patches;
        double[] mean = new double[dimension];
        double[] covariance = new double[moments];
        for (int i = 0; i < dimension; i++) {
            mean[i] = sums[moments + i] / count;
        }
        for (int i = 0; i < moments; i++) {
            covariance[i] = sums[i] / count - mean[i / dimension] * mean[i % dimension];
        }
        SymmetricEigen eigen = SymmetricEigen.of(covariance, dimension);
        int kept = dimension <= ALWAYS_KEPT ? dimension : leading(eigen.values(), epsilon);
        return new ZcaWhitening(
                mean, kept == dimension ? inverseRoot(eigen, epsilon) : leadingRows(eigen, kept, epsilon));
    }

    /** How many directions hold the share of the whitened variance that is kept. */
    private static int leading(double[] variances, double epsilon) {
        double sum = 0;
        for (double variance : variances) {
            sum += whitened(variance, epsilon);
        }
        double kept = 0;
        for (int count = 1; count < variances.length; count++) {
            kept += whitened(variances[count - 1], epsilon);
            if (kept >= KEPT_VARIANCE * sum) {
                return count;
            }
        }
        return variances.length;
    }

    private static double whitened(double variance, double epsilon) {
        return Math.max(0, variance) / (Math.max(0, variance) + epsilon);
    }

    private static double[] leadingRows(SymmetricEigen eigen, int kept, double epsilon) {
        int dimension = eigen.values().length;
        double[] rows = new double[kept * dimension];
        for (int e = 0; e < kept; e++) {
            double factor = 1 / Math.sqrt(Math.max(0, eigen.values()[e]) + epsilon);
            for (int i = 0; i < dimension; i++) {
                rows[e * dimension + i] = factor * eigen.vectors()[e][i];
            }
        }
        return rows;
    }

    private static double[] inverseRoot(SymmetricEigen eigen, double epsilon) {
        int dimension = eigen.values().length;
        double[] root = new double[dimension * dimension];
        for (int e = 0; e < dimension; e++) {
            double[] vector = eigen.vectors()[e];
            double factor = 1 / Math.sqrt(Math.max(0, eigen.values()[e]) + epsilon);
            for (int i = 0; i < dimension; i++) {
                for (int j = 0; j < dimension; j++) {
                    root[i * dimension + j] += factor * vector[i] * vector[j];
                }
            }
        }
        return root;
    }

    /** Numbers in a patch, d1. */
    public int dimension() {
        return mean.length;
    }

    /** Numbers in a whitened patch, k: at most d1. */
    public int components() {
        return matrix.length / mean.length;
    }

    /** The whitened patch of {@code values[at ..]}, as new array. */
    public double[] apply(float[] values, int at) {
        int dimension = dimension();
        double[] centred = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            centred[j] = values[at + j] - mean[j];
        }
        double[] whitened = new double[components()];
        for (int i = 0; i < whitened.length; i++) {
            whitened[i] = RowMatrices.dot(matrix, i * dimension, centred, 0, dimension);
        }
        return whitened;
    }
}
