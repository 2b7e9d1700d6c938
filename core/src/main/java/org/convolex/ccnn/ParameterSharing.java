package org.convolex.ccnn;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.Kernel;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Workers;

/**
 * What sharing the filters between patches buys, as the paper bounds it: the excess risk of a convexified network grows with (16),
 * that of a network with filters of its own for each patch with (19). K(X) is the P x P kernel matrix of the patches of one image.
 * Both leave out the same factor, which the data do not tell: a constant, the loss, and the norms of the network. They are upper
 * bounds for two classes, one beside the other, and no errors to expect.
 *
 * @param samples n, training images
 * @param patches P, patches of an image
 * @param images from which the expectation was estimated
 * @param meanNorm E ||K(X)||_2, the mean of the largest eigenvalue of K(X)
 * @param largestValue the largest K(z, z) of a patch among those images
 */
public record ParameterSharing(long samples, int patches, int images, double meanNorm, double largestValue) {
    private static final int MOST_IMAGES = 200;

    /** Kernel matrices of more patches are too large to be held, one a thread. */
    private static final int MOST_PATCHES = 4096;

    private static final double TOLERANCE = 1e-8;
    private static final int MOST_ITERATIONS = 1000;

    /**
     * Estimates both from up to 200 images, spread evenly.
     *
     * @param pipeline of the first layer: its patches, whitened, and its kernel
     * @param samples training images n, at least 1
     * @throws InvalidInputException if the images have another shape than the pipeline's, or too many patches
     */
    public static ParameterSharing estimate(FeaturePipeline pipeline, Dataset images, long samples, Workers workers) {
        if (!images.shape().equals(pipeline.imageShape())) {
            throw new InvalidInputException(
                    "images are " + images.shape() + ", but the model was trained on " + pipeline.imageShape());
        }
        int patches = pipeline.extractor().grid().patches();
        if (patches > MOST_PATCHES) {
            throw new InvalidInputException("images of " + images.shape() + " have " + patches
                    + " patches: their kernel matrix is too large, at most " + MOST_PATCHES + " are possible");
        }
        int count = Math.min(MOST_IMAGES, images.size());
        double[] norms = new double[count];
        double[] largest = new double[count];
        workers.forEach(count, i -> {
            double[] matrix = kernelMatrix(pipeline, images, (int) ((long) images.size() * i / count));
            norms[i] = largestEigenvalue(matrix, patches);
            for (int p = 0; p < patches; p++) {
                largest[i] = Math.max(largest[i], matrix[p * patches + p]);
            }
        });
        return new ParameterSharing(
                samples,
                patches,
                count,
                Arrays.stream(norms).sum() / count,
                Arrays.stream(largest).max().orElseThrow());
    }

    /** (16): the root of log(n P) E||K(X)||_2 / n. */
    public double sharedTerm() {
        return Math.sqrt(Math.log((double) samples * patches) * meanNorm / samples);
    }

    /** (19): the root of P K_max / n. */
    public double separateTerm() {
        return Math.sqrt(patches * largestValue / samples);
    }

    /** The root of P K_max / E||K(X)||_2: (19) by (16) but for the logarithm, between 1 and the root of P. */
    public double ratio() {
        return Math.sqrt(patches * largestValue / meanNorm);
    }

    private static double[] kernelMatrix(FeaturePipeline pipeline, Dataset images, int index) {
        Kernel kernel = pipeline.map().kernel();
        float[] read = pipeline.extractor().newExtraction().of(images, index);
        double[][] patches = new double[pipeline.extractor().grid().patches()][];
        for (int p = 0; p < patches.length; p++) {
            patches[p] = kernel.project(
                    pipeline.whitening().apply(read, p * pipeline.whitening().dimension()));
        }
        double[] matrix = new double[patches.length * patches.length];
        for (int p = 0; p < patches.length; p++) {
            for (int q = 0; q <= p; q++) {
                double value = kernel.value(patches[p], patches[q]);
                matrix[p * patches.length + q] = value;
                matrix[q * patches.length + p] = value;
            }
        }
        return matrix;
    }

    /** By power iteration: this is an estimate, no bound rests on it. */
    static double largestEigenvalue(double[] matrix, int size) {
        SplittableRandom random = new SplittableRandom(1);
        double[] vector =
                random.doubles(size, 0.5, 1.5).toArray(); // nearly the leading one where all values are positive
        double value = 0;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            double norm = Math.sqrt(RowMatrices.dot(vector, vector));
            if (norm == 0) {
                return 0;
            }
            double before = value;
            double[] next = new double[size];
            value = 0;
            for (int i = 0; i < size; i++) {
                double sum = 0;
                for (int j = 0; j < size; j++) {
                    sum += matrix[i * size + j] * vector[j];
                }
                next[i] = sum / norm;
                value += next[i] * vector[i] / norm;
            }
            vector = next;
            if (Math.abs(value - before) <= TOLERANCE * value) {
                break;
            }
        }
        return value;
    }
}
