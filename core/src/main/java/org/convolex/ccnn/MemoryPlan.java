package org.convolex.ccnn;

import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.WorkingSet;
import org.convolex.patch.AveragePooling;
import org.convolex.patch.PatchGrid;

/**
 * What a training will hold in memory, from its sizes alone. The restricted features, n P q numbers, are the large part:
 * they are held in single precision where the budget allows, else at 16 bits, else computed again at every pass.
 *
 * @param storage of the restricted features
 * @param imageBytes pixels, at most 4 bytes each
 * @param featureBytes the restricted features
 * @param workBytes points, gradients and buffers of the solver and the certifier
 */
public record MemoryPlan(SampleStorage storage, long imageBytes, long featureBytes, long workBytes) {
    /** The JVM itself, its code and its garbage. */
    private static final long RUNTIME_BYTES = 200L << 20;

    /** Points and gradients that the solver holds at a time, of restricted length. */
    private static final int SOLVER_POINTS = 16;

    /** Points of full length: the certifier's, the full pass's and the lifted point. */
    private static final int FULL_POINTS = 6;

    /** Full-length sums that each thread holds while it reads samples. */
    private static final int FULL_POINTS_PER_THREAD = 3;

    /**
     * Threads planned for, whatever their number: the storage decides the last bits, and these must not depend on it.
     */
    private static final int THREADS = 16;

    /**
     * Plans for {@code samples} images.
     *
     * @throws InvalidInputException if even recomputed features do not fit; the message says what would
     */
    public static MemoryPlan of(ImageShape image, int samples, int classes, CcnnSettings settings) {
        PatchGrid grid = settings.grid(image);
        double positions = new AveragePooling(grid.rows(), grid.columns(), settings.pool()).windows();
        double features = settings.features();
        double directions = Math.min(settings.directions() + WorkingSet.GROWTH, features);
        double fullPoint = 8.0 * classes * positions * features;
        double restrictedPoint = 8.0 * classes * positions * directions;
        double blocks = 4.0 * 16 * positions * (features + directions) * THREADS;
        double images = 4.0 * samples * image.size();
        // Two gammas are compared at a time, each with features of its own.
        int compared = Double.isNaN(settings.gamma()) ? 2 * Math.min(samples, ConvexifiedCnnTrainer.GAMMA_IMAGES) : 0;
        double numbers = Math.max(samples, compared) * positions * directions;
        double work = RUNTIME_BYTES
                + SOLVER_POINTS * restrictedPoint
                + (FULL_POINTS + FULL_POINTS_PER_THREAD * THREADS) * fullPoint
                + blocks
                + 12.0 * features * features * THREADS
                + 40.0 * samples * classes;
        for (SampleStorage storage : SampleStorage.values()) {
            double stored = numbers * storage.bytesPerNumber();
            if (images + stored + work <= settings.memoryBytes()) {
                return new MemoryPlan(storage, (long) images, (long) stored, (long) work);
            }
        }
        throw new InvalidInputException(String.format(
                "not enough memory: %,d images of %s with %d features need at least %,d MiB, but %,d MiB may be used;"
                        + " give --memory more, fewer --features, a larger --pool or --train-limit",
                samples, image, settings.features(), mebibytes(images + work) + 1, mebibytes(settings.memoryBytes())));
    }

    /** All of it. */
    public long totalBytes() {
        return imageBytes + featureBytes + workBytes;
    }

    private static long mebibytes(double bytes) {
        return (long) (bytes / (1 << 20));
    }
}
