package org.convolex.kernel;

import org.convolex.linalg.Kernels;
import org.convolex.linalg.Vectors;
import org.convolex.patch.ZcaWhitening;

/** The pooled features of {@link LandmarkFeatures}: kernel values, their average over each window, then the factor. */
final class LandmarkPooling implements PatchPooling {
    private static final double LOG2_E = 1 / Math.log(2);

    private final Kernels kernels = Kernels.best();
    private final LandmarkFeatures map;
    private final PatchWhitener whitener;
    private final int[] starts;
    private final float[] weights;
    private final float[] bias;
    private final float[] factor;
    private final float[] shift;

    LandmarkPooling(LandmarkFeatures map, ZcaWhitening whitening, int[] starts, float[] mean, float scale) {
        this.map = map;
        this.starts = starts;
        int count = map.count();
        // A Gaussian needs ||z||^2 beside z: one more column, and one more weight.
        this.whitener = new PatchWhitener(
                whitening, map.kernel(), starts[starts.length - 1], map.kernel() instanceof GaussianKernel ? 1 : 0);
        this.weights = new float[whitener.width() * count];
        this.bias = new float[count];
        this.factor = new float[count * count];
        this.shift = new float[count];
        for (int l = 0; l < count; l++) {
            setWeights(l);
            for (int j = 0; j < count; j++) {
                factor[l * count + j] = (float) (map.factor()[j * count + l] / scale);
            }
            shift[l] = mean[l] / scale;
        }
    }

    /** Gaussian: log2 K = (2 gamma c.z - gamma ||z||^2 - gamma ||c||^2) / ln 2. Inverse polynomial: 1 / K = 2 - c.z. */
    private void setWeights(int l) {
        int count = map.count();
        double[] landmark = map.landmark(l);
        boolean gaussian = map.kernel() instanceof GaussianKernel;
        double gamma = map.kernel().gamma() * LOG2_E;
        for (int i = 0; i < landmark.length; i++) {
            weights[i * count + l] = (float) (gaussian ? 2 * gamma * landmark[i] : -landmark[i]);
        }
        if (gaussian) {
            weights[landmark.length * count + l] = (float) -gamma;
        }
        bias[l] = (float) (gaussian ? -gamma * Vectors.dot(landmark, landmark) : 2);
    }

    @Override
    public Worker newWorker() {
        float[] whitened = whitener.newBuffer();
        float[] values = new float[(starts.length - 1) * map.count()];
        return (patches, features, offset) -> pool(patches, whitened, values, features, offset);
    }

    private void pool(float[] patches, float[] whitened, float[] values, float[] features, int offset) {
        int windows = starts.length - 1;
        int count = map.count();
        int width = whitener.width();
        whitener.apply(patches, whitened);
        if (map.kernel() instanceof GaussianKernel) {
            for (int at = 0; at < whitened.length; at += width) {
                whitened[at + width - 1] = whitener.squaredNorm(whitened, at);
            }
            kernels.pooledPowersOfTwo(windows, starts, width, count, whitened, weights, bias, values, 0);
        } else {
            kernels.pooledReciprocals(windows, starts, width, count, whitened, weights, bias, values, 0);
        }
        kernels.multiply(windows, count, count, values, 0, factor, 0, features, offset);
        for (int c = 0, at = offset; c < windows; c++) {
            for (int j = 0; j < count; j++, at++) {
                features[at] -= shift[j];
            }
        }
    }
}
