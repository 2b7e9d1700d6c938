package org.convolex.kernel;

import java.util.Arrays;
import org.convolex.linalg.Kernels;
import org.convolex.patch.ZcaWhitening;

/**
 * The pooled features of {@link RandomFourierFeatures}, in one fused kernel from patches to averages. Whitening is folded
 * into the frequencies; where it shortens the patches by much, it is cheaper to shorten them first.
 */
final class CosinePooling implements PatchPooling {
    private final Kernels kernels = Kernels.best();
    private final int read;
    private final int dimension;
    private final int count;
    private final int patches;

    /** What shortens patches, read x dimension; empty where that is folded into the weights. */
    private final float[] shortening;

    private final int[] starts;
    private final float[] weights;
    private final float[] bias;
    private final float amplitude;
    private final float[] shift;

    CosinePooling(RandomFourierFeatures map, ZcaWhitening whitening, int[] starts, float[] mean, float scale) {
        this.read = whitening.dimension();
        this.count = map.count();
        this.starts = starts;
        this.patches = starts[starts.length - 1];
        boolean shorten = (long) map.dimension() * (read + count) < (long) read * count;
        this.dimension = shorten ? map.dimension() : read;
        this.shortening = shorten ? transposed(whitening) : new float[0];
        this.weights = shorten ? weightsInTurns(map) : weightsInTurns(map, whitening);
        this.bias = biasInTurns(map, whitening);
        this.amplitude = (float) (Math.sqrt(2.0 / count) / scale);
        this.shift = new float[count];
        for (int j = 0; j < count; j++) {
            shift[j] = mean[j] / scale;
        }
    }

    @Override
    public Worker newWorker() {
        if (shortening.length == 0) {
            return this::pool;
        }
        float[] shortened = new float[patches * dimension];
        return (read, features, offset) -> {
            kernels.multiply(patches, this.read, dimension, read, 0, shortening, 0, shortened, 0);
            pool(shortened, features, offset);
        };
    }

    private void pool(float[] patches, float[] features, int offset) {
        kernels.pooledCosines(
                starts.length - 1,
                starts,
                dimension,
                count,
                patches,
                weights,
                bias,
                amplitude,
                shift,
                features,
                offset);
    }

    /** M, transposed. */
    private static float[] transposed(ZcaWhitening whitening) {
        int rows = whitening.components();
        int columns = whitening.dimension();
        float[] transposed = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = (float) whitening.matrix()[i * columns + j];
            }
        }
        return transposed;
    }

    /** W / (2 pi), transposed: k x m. */
    private static float[] weightsInTurns(RandomFourierFeatures map) {
        float[] weights = new float[map.dimension() * map.count()];
        for (int j = 0; j < map.count(); j++) {
            for (int e = 0; e < map.dimension(); e++) {
                weights[e * map.count() + j] = (float) (map.frequencies()[j * map.dimension() + e] / (2 * Math.PI));
            }
        }
        return weights;
    }

    /** W M / (2 pi), transposed: d1 x m. Row by row of M, so that all runs are contiguous. */
    private static float[] weightsInTurns(RandomFourierFeatures map, ZcaWhitening whitening) {
        int components = map.dimension();
        int dimension = whitening.dimension();
        int count = map.count();
        float[] weights = new float[dimension * count];
        double[] row = new double[dimension];
        for (int j = 0; j < count; j++) {
            Arrays.fill(row, 0);
            for (int e = 0; e < components; e++) {
                double frequency = map.frequencies()[j * components + e] / (2 * Math.PI);
                for (int d = 0; d < dimension; d++) {
                    row[d] += frequency * whitening.matrix()[e * dimension + d];
                }
            }
            for (int d = 0; d < dimension; d++) {
                weights[d * count + j] = (float) row[d];
            }
        }
        return weights;
    }

    /** (b - W M mean) / (2 pi), reduced to -1/2 .. 1/2. */
    private static float[] biasInTurns(RandomFourierFeatures map, ZcaWhitening whitening) {
        int components = map.dimension();
        int dimension = whitening.dimension();
        double[] whitenedMean = new double[components];
        for (int e = 0; e < components; e++) {
            for (int d = 0; d < dimension; d++) {
                whitenedMean[e] +=
                        whitening.matrix()[e * dimension + d] * whitening.mean()[d];
            }
        }
        float[] bias = new float[map.count()];
        for (int j = 0; j < bias.length; j++) {
            double sum = map.phases()[j];
            for (int e = 0; e < components; e++) {
                sum -= map.frequencies()[j * components + e] * whitenedMean[e];
            }
            double turns = sum / (2 * Math.PI);
            bias[j] = (float) (turns - Math.rint(turns));
        }
        return bias;
    }
}
