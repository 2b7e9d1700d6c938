package org.convolex.kernel;

import java.util.List;
import org.convolex.linalg.Kernels;
import org.convolex.patch.ZcaWhitening;

/**
 * The whitened patch itself: the map of the linear kernel, m = d1.
 *
 * @param dimension length d1 of z
 */
public record IdentityFeatures(int dimension) implements FeatureMap {

    @Override
    public MapKind kind() {
        return MapKind.IDENTITY;
    }

    @Override
    public Kernel kernel() {
        return new LinearKernel();
    }

    @Override
    public int count() {
        return dimension;
    }

    @Override
    public double[] apply(double[] z) {
        return z.clone();
    }

    @Override
    public List<double[]> parameters() {
        return List.of();
    }

    /** {@inheritDoc} Patches are averaged before they are whitened. */
    @Override
    public PatchPooling pooling(ZcaWhitening whitening, int[] windowStarts, float[] featureMean, float featureScale) {
        int windows = windowStarts.length - 1;
        int read = whitening.dimension();
        float[] matrix = new float[read * dimension];
        float[] shift = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            double sum = featureMean[i];
            for (int j = 0; j < read; j++) {
                sum += whitening.matrix()[i * read + j] * whitening.mean()[j];
                matrix[j * dimension + i] = (float) (whitening.matrix()[i * read + j] / featureScale);
            }
            shift[i] = (float) (sum / featureScale);
        }
        return () -> {
            float[] averages = new float[windows * read];
            return (patches, features, offset) -> {
                average(windowStarts, read, patches, averages);
                Kernels.best().multiply(windows, read, dimension, averages, 0, matrix, 0, features, offset);
                for (int c = 0, at = offset; c < windows; c++) {
                    for (int j = 0; j < dimension; j++, at++) {
                        features[at] -= shift[j];
                    }
                }
            };
        };
    }

    private static void average(int[] windowStarts, int dimension, float[] patches, float[] averages) {
        for (int c = 0; c + 1 < windowStarts.length; c++) {
            int size = windowStarts[c + 1] - windowStarts[c];
            for (int i = 0; i < dimension; i++) {
                float sum = 0;
                for (int t = windowStarts[c]; t < windowStarts[c + 1]; t++) {
                    sum += patches[t * dimension + i];
                }
                averages[c * dimension + i] = sum / size;
            }
        }
    }
}
