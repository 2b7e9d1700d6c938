package org.convolex.kernel;

import java.util.Arrays;
import org.convolex.linalg.Kernels;
import org.convolex.patch.ZcaWhitening;

/** The pooled features of {@link RandomFourierFeatures}, in one fused kernel. */
final class CosinePooling implements PatchPooling {
    private final Kernels kernels = Kernels.best();
    private final int dimension;
    private final int count;
    private final int[] starts;
    private final float[] weights;
    private final float[] bias;
    private final float amplitude;
    private final float[] shift;

    CosinePooling(RandomFourierFeatures map, ZcaWhitening whitening, int[] starts, float[] mean, float scale) {
        this.dimension = map.dimension();
        this.count = map.count();
        this.starts = starts;
        this.weights = weightsInTurns(map, whitening);
        this.bias = biasInTurns(map, whitening);
        this.amplitude = (float) (Math.sqrt(2.0 / count) / scale);
        this.shift = new float[count];
        for (int j = 0; j < count; j++) {
            shift[j] = mean[j] / scale;
        }
    }

    /** The kernel has no buffers that could be shared: all threads may use the same worker. */
    @Override
    public Worker newWorker() {
        return this::pool;
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

    /** W M / (2 pi), transposed: d1 x m. Row by row of M, so that all runs are contiguous. */
    private static float[] weightsInTurns(RandomFourierFeatures map, ZcaWhitening whitening) {
        int dimension = map.dimension();
        int count = map.count();
        float[] weights = new float[dimension * count];
        double[] row = new double[dimension];
        for (int j = 0; j < count; j++) {
            Arrays.fill(row, 0);
            for (int e = 0; e < dimension; e++) {
                double frequency = map.frequencies()[j * dimension + e] / (2 * Math.PI);
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
        int dimension = map.dimension();
        double[] whitenedMean = new double[dimension];
        for (int e = 0; e < dimension; e++) {
            for (int d = 0; d < dimension; d++) {
                whitenedMean[e] +=
                        whitening.matrix()[e * dimension + d] * whitening.mean()[d];
            }
        }
        float[] bias = new float[map.count()];
        for (int j = 0; j < bias.length; j++) {
            double sum = map.phases()[j];
            for (int e = 0; e < dimension; e++) {
                sum -= map.frequencies()[j * dimension + e] * whitenedMean[e];
            }
            double turns = sum / (2 * Math.PI);
            bias[j] = (float) (turns - Math.rint(turns));
        }
        return bias;
    }
}
