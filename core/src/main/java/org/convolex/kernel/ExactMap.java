package org.convolex.kernel;

import java.util.Locale;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;

/**
 * The kernel itself, to a tolerance: K = Q Q^T on all training patches by pivoted Cholesky (section 3.3 of the paper), and
 * Q^+ v(z) for new ones. The number of features follows from the data: as many pivots as the tolerance takes.
 */
public final class ExactMap {
    /**
     * Of every kernel value, as a share of the largest. The factor of the map grows like its inverse root, and with it the
     * rounding of features computed in single precision.
     */
    public static final double TOLERANCE = 1e-5;

    /** What to do where the map does not fit. */
    public static final String ALTERNATIVES =
            "--map nystrom or nystrom-kmeans, a smaller --train-limit, a larger --stride, or --memory more";

    private ExactMap() {}

    /**
     * Fits the map. Cost: N r^2 for N different patches and r pivots.
     *
     * @param memoryBytes that the decomposition may take
     * @throws InvalidInputException if it may need more
     */
    public static LandmarkFeatures fit(Kernel kernel, TrainingPatches patches, long memoryBytes, Workers workers) {
        requireFits(patches.count(), memoryBytes);
        return PivotedCholesky.decompose(MapKind.EXACT, kernel, patches.all(kernel), TOLERANCE, workers);
    }

    /**
     * Refuses so many patches that their kernel matrix does not fit.
     *
     * @throws InvalidInputException if it does not
     */
    public static void requireFits(long patches, long memoryBytes) {
        double bytes = 8.0 * patches * patches;
        if (bytes > memoryBytes) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "map exact: the kernel matrix of %,d patches takes %,.0f MiB, but %,d MiB may be used; give %s",
                    patches,
                    Math.ceil(bytes / (1 << 20)),
                    memoryBytes >> 20,
                    ALTERNATIVES));
        }
    }
}
