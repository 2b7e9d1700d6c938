package org.convolex.kernel;

import java.util.Arrays;
import java.util.List;
import org.convolex.patch.ZcaWhitening;

/**
 * Features by the kernel's values at landmarks: {@code phi(z) = F v(z)} with {@code v_l(z) = K(c_l, z)}, and F F^T the inverse
 * of the landmarks' kernel matrix, so that {@code <phi(z), phi(z')> = v(z)^T K_cc^-1 v(z')}: the kernel's best approximation
 * from its values at the landmarks, exact wherever z or z' is one. {@link Nystrom} and {@link ExactMap} make such maps; they
 * differ in their landmarks. Immutable by convention: the arrays are not copied.
 *
 * @param kind NYSTROM, NYSTROM_KMEANS or EXACT
 * @param kernel K
 * @param dimension length d1 of z
 * @param landmarks c_l, row-major, m x d1
 * @param factor F, row-major, m x m, lower triangular
 */
public record LandmarkFeatures(MapKind kind, Kernel kernel, int dimension, double[] landmarks, double[] factor)
        implements FeatureMap {

    @Override
    public int count() {
        return landmarks.length / dimension;
    }

    /** Landmark number {@code l}. */
    double[] landmark(int l) {
        return Arrays.copyOfRange(landmarks, l * dimension, (l + 1) * dimension);
    }

    @Override
    public double[] apply(double[] z) {
        int count = count();
        double[] values = new double[count];
        for (int l = 0; l < count; l++) {
            values[l] = kernel.value(landmark(l), z);
        }
        double[] features = new double[count];
        for (int j = 0; j < count; j++) {
            for (int l = 0; l <= j; l++) {
                features[j] += factor[j * count + l] * values[l];
            }
        }
        return features;
    }

    @Override
    public List<double[]> parameters() {
        return List.of(landmarks, factor);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Pooling is linear: kernel values are averaged over the window before F is applied, once a window and not once a
     * patch. Per image P d1 (d1 + m) multiply-adds, P m kernel values, and m^2 multiply-adds a window.
     */
    @Override
    public PatchPooling pooling(ZcaWhitening whitening, int[] windowStarts, float[] featureMean, float featureScale) {
        return new LandmarkPooling(this, whitening, windowStarts, featureMean, featureScale);
    }
}
