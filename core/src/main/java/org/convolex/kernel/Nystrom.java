package org.convolex.kernel;

import java.util.Locale;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;

/**
 * The Nystrom approximation K ~ K_zc K_cc^-1 K_cz from m landmarks c (Williams, Seeger 2001). Landmarks that the others
 * explain are dropped, so that there may be a few features less than landmarks.
 */
public final class Nystrom {
    /** A landmark stays if this share of its kernel value is not explained by those before it. */
    private static final double TOLERANCE = 1e-6;

    /** Patches for each cluster of k-means. */
    private static final int PATCHES_A_CLUSTER = 20;

    private Nystrom() {}

    /**
     * Landmarks drawn uniformly from the different patches. More landmarks include fewer.
     *
     * @throws InvalidInputException if there are fewer different patches than landmarks
     */
    public static LandmarkFeatures uniform(
            Kernel kernel, int landmarks, long seed, TrainingPatches patches, Workers workers) {
        double[][] points = patches.draw(landmarks, kernel, seed);
        requireEnough(MapKind.NYSTROM, landmarks, points.length);
        return PivotedCholesky.decompose(MapKind.NYSTROM, kernel, points, TOLERANCE, workers);
    }

    /**
     * The centres of k-means clusters as landmarks (Zhang, Tsang, Kwok 2008).
     *
     * @throws InvalidInputException if there are fewer different patches than landmarks
     */
    public static LandmarkFeatures kMeans(
            Kernel kernel, int landmarks, long seed, TrainingPatches patches, Workers workers) {
        int most = (int) Math.min((long) landmarks * PATCHES_A_CLUSTER, Integer.MAX_VALUE);
        double[][] points = patches.draw(most, kernel, seed);
        requireEnough(MapKind.NYSTROM_KMEANS, landmarks, points.length);
        double[][] centres = KMeans.centres(points, landmarks, seed, workers);
        return PivotedCholesky.decompose(MapKind.NYSTROM_KMEANS, kernel, centres, TOLERANCE, workers);
    }

    private static void requireEnough(MapKind kind, int landmarks, int different) {
        if (different < landmarks) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "map %s: %,d landmarks, but the training images have only %,d different patches: features must be at"
                            + " most %,d",
                    kind.label(),
                    landmarks,
                    different,
                    different));
        }
    }
}
