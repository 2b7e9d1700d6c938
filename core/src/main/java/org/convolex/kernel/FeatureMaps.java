package org.convolex.kernel;

import org.convolex.linalg.Workers;

/** Draws or fits the feature map that is asked for. */
public final class FeatureMaps {
    private FeatureMaps() {}

    /**
     * A map of the kernel. The same arguments give the same map, for any number of threads.
     *
     * @param kind a map that there is for the kernel
     * @param features m, at least 1; without meaning where it follows from the patches ({@link MapKind#hasCount})
     * @param patches to learn from, for the maps that do
     * @param memoryBytes that an exact map may take while it is fitted
     * @throws org.convolex.data.InvalidInputException if the patches are too few for so many landmarks, or too many for an
     *     exact map
     * @throws IllegalArgumentException if there is no such map for the kernel
     */
    public static FeatureMap fit(
            MapKind kind,
            Kernel kernel,
            int features,
            long seed,
            TrainingPatches patches,
            long memoryBytes,
            Workers workers) {
        if (!kind.fits(kernel.family())) {
            throw new IllegalArgumentException(
                    "no map " + kind.label() + " of kernel " + kernel.family().label());
        }
        int dimension = patches.whitening().components();
        return switch (kind) {
            case FOURIER -> RandomFourierFeatures.draw(kernel.gamma(), dimension, features, seed);
            case FOURIER_INDEPENDENT ->
                RandomFourierFeatures.drawIndependent(kernel.gamma(), dimension, features, seed);
            case FASTFOOD -> FastfoodFeatures.draw(kernel.gamma(), dimension, features, seed);
            case MACLAURIN -> RandomMaclaurinFeatures.draw(dimension, features, seed);
            case NYSTROM -> Nystrom.uniform(kernel, features, seed, patches, workers);
            case NYSTROM_KMEANS -> Nystrom.kMeans(kernel, features, seed, patches, workers);
            case EXACT -> ExactMap.fit(kernel, patches, memoryBytes, workers);
            case IDENTITY -> new IdentityFeatures(dimension);
        };
    }
}
