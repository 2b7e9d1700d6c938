package org.convolex.kernel;

import java.util.List;
import org.convolex.patch.ZcaWhitening;

/**
 * Patch to features: {@code <phi(z), phi(z')>} approximates a kernel K(z, z'), or equals it. Immutable and safe for use
 * from many threads.
 */
public interface FeatureMap {

    /** Which map this is. */
    MapKind kind();

    /** The kernel that it stands for. */
    Kernel kernel();

    /** Length d1 of z. */
    int dimension();

    /** The number of features m. */
    int count();

    /**
     * The features of one patch: the slow obvious twin of {@link #pooling}.
     *
     * @param z length d1
     * @return length m
     * @throws org.convolex.data.InvalidInputException if the kernel is not defined at z
     */
    double[] apply(double[] z);

    /** Every number that defines the map, in a fixed order, for hashing. */
    List<double[]> parameters();

    /**
     * The fast way from the patches of an image to centred and scaled features averaged over windows:
     *
     * <pre>features[c, j] = (1 / |c| sum over patches x in window c of phi_j(project(M (x - mean))) - featureMean[j]) / featureScale</pre>
     *
     * with the projection of {@link Kernel#project}.
     *
     * @param whitening M and mean, applied to every patch
     * @param windowStarts the patches of window c are rows windowStarts[c] .. windowStarts[c+1]-1; windows are not empty
     * @param featureMean length m
     * @param featureScale above 0
     * @return the map with all that folded in; keep it, for it costs as much as many images
     */
    PatchPooling pooling(ZcaWhitening whitening, int[] windowStarts, float[] featureMean, float featureScale);
}
