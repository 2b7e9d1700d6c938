package org.convolex.patch;

import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Kernels;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.linalg.Workers;

/**
 * ZCA whitening of patches: {@code z <- M (z - mean)} with {@code M = V (D + epsilon I)^(-1/2) V^T} from the
 * eigendecomposition V D V^T of the patches' covariance. Immutable by convention: the arrays are not copied.
 *
 * @param mean of the training patches, length d1
 * @param matrix M, row-major, d1 x d1, symmetric
 */
public record ZcaWhitening(double[] mean, double[] matrix) {

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
        int images = Math.min(mostImages, training.size());
        int moments = dimension * dimension;
        double[] sums = workers.sumOverChunks(images, moments + dimension, (from, to) -> {
            PatchExtractor.Extraction extraction = extractor.newExtraction();
            float[] moment = new float[moments];
            double[] sum = new double[moments + dimension];
            for (int i = from; i < to; i++) {
                float[] read = extraction.of(training, (int) ((long) training.size() * i / images));
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
        return new ZcaWhitening(mean, inverseRoot(covariance, dimension, epsilon));
    }

    private static double[] inverseRoot(double[] covariance, int dimension, double epsilon) {
        SymmetricEigen eigen = SymmetricEigen.of(covariance, dimension);
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

    /** Numbers in a patch. */
    public int dimension() {
        return mean.length;
    }

    /** The whitened patch of {@code values[at ..]}, as new array. */
    public double[] apply(float[] values, int at) {
        int dimension = dimension();
        double[] whitened = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                whitened[i] += matrix[i * dimension + j] * (values[at + j] - mean[j]);
            }
        }
        return whitened;
    }
}
