package org.convolex.ccnn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.ExactMap;
import org.convolex.kernel.MapKind;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.WorkingSetSolver;
import org.convolex.patch.AveragePooling;
import org.convolex.patch.PatchGrid;

/**
 * What a training will hold in memory, from its sizes alone. The restricted features, n P q numbers, come first: they are
 * held in single precision where the budget allows, else at 16 bits, else computed again at every pass. What is left may
 * hold the features themselves, n P m numbers, where computing them again costs much more than reading them.
 *
 * @param layers from the one that sees the images on; they are trained one after another
 */
public record MemoryPlan(List<Layer> layers) {
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

    /** Planned for where the number of filters is still to be chosen. */
    private static final int MOST_FILTERS = 32;

    /** Factors of a random Maclaurin feature, in the mean at most. */
    private static final int MACLAURIN_FACTORS = 9;

    /** Features that cost more flops than this a number are held rather than computed at every reading. */
    private static final double COSTLY = 900;

    /**
     * The plan of one layer.
     *
     * @param features how the features are held
     * @param restricted how their restriction to the working set is held
     * @param imageBytes the images, and the filter responses of the layers below
     * @param featureBytes features and restricted features
     * @param workBytes points, gradients and buffers of the solver and the certifier
     */
    public record Layer(
            SampleStorage features, SampleStorage restricted, long imageBytes, long featureBytes, long workBytes) {

        /** All of it. */
        public long totalBytes() {
            return imageBytes + featureBytes + workBytes;
        }
    }

    public MemoryPlan {
        layers = List.copyOf(layers);
    }

    /** The plan of one layer; the first has number 1. */
    Layer layer(int number) {
        return layers.get(number - 1);
    }

    /** The layer that needs the most. */
    public Layer peak() {
        return layers.stream().max(Comparator.comparingLong(Layer::totalBytes)).orElseThrow();
    }

    /**
     * Plans for so many images, and their shifted copies where the settings ask for them.
     *
     * @throws InvalidInputException if even recomputed features do not fit, the message says what would; or if a layer's
     *     input is smaller than its patches
     */
    public static MemoryPlan of(ImageShape image, int images, int outputs, CcnnSettings settings) {
        int samples = settings.shifts().times(images);
        List<Layer> layers = new ArrayList<>();
        ImageShape input = image;
        double held = 4.0 * samples * image.size();
        for (int number = 1; number <= settings.layers().size(); number++) {
            LayerSettings layer = settings.layer(number);
            PatchGrid grid = layer.grid(input, number);
            AveragePooling pooling = new AveragePooling(grid.rows(), grid.columns(), layer.pool());
            layers.add(plan(grid, pooling, samples, outputs, held, layer, settings.memoryBytes()));
            int filters = layer.filters() == CcnnSettings.AUTO_FILTERS ? MOST_FILTERS : layer.filters();
            input = new ImageShape(filters, pooling.rows(), pooling.columns());
            held += 4.0 * samples * input.size();
        }
        return new MemoryPlan(layers);
    }

    private static Layer plan(
            PatchGrid grid,
            AveragePooling pooling,
            int samples,
            int outputs,
            double images,
            LayerSettings layer,
            long budget) {
        double positions = pooling.windows();
        if (layer.map() == MapKind.EXACT) {
            ExactMap.requireFits((long) samples * grid.patches(), budget);
        }
        double features = layer.mostFeatures(grid, samples);
        double directions = Math.min(layer.directions() + WorkingSetSolver.GROWTH, features);
        double fullPoint = 8.0 * outputs * positions * features;
        double restrictedPoint = 8.0 * outputs * positions * directions;
        double blocks = 4.0 * 16 * positions * (features + directions) * THREADS;
        // Two gammas are compared at a time, each with features of its own.
        int compared = layer.choosesGamma() ? 2 * Math.min(samples, LayerTrainer.COMPARED_IMAGES) : 0;
        double restricted = Math.max(samples, compared) * positions * directions;
        double work = RUNTIME_BYTES
                + SOLVER_POINTS * restrictedPoint
                + (FULL_POINTS + FULL_POINTS_PER_THREAD * THREADS) * fullPoint
                + blocks
                + 12.0 * features * features * THREADS
                + mapBytes(layer.map(), grid.dimension(), features)
                + 40.0 * samples * outputs;
        for (SampleStorage storage : SampleStorage.values()) {
            double stored = restricted * storage.bytesPerNumber();
            double left = budget - images - stored - work;
            if (left >= 0) {
                SampleStorage held = SampleStorage.RECOMPUTED;
                double full = samples * positions * features;
                if (flops(layer, grid.dimension(), features) > COSTLY) {
                    held = full * SampleStorage.SINGLE.bytesPerNumber() <= left
                            ? SampleStorage.SINGLE
                            : full * SampleStorage.SIXTEEN_BITS.bytesPerNumber() <= left
                                    ? SampleStorage.SIXTEEN_BITS
                                    : SampleStorage.RECOMPUTED;
                }
                return new Layer(
                        held, storage, (long) images, (long) (stored + full * held.bytesPerNumber()), (long) work);
            }
        }
        long needed = mebibytes(images + work) + 1;
        if (layer.map() == MapKind.EXACT) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "map exact: %,d patches may need as many features, which take at least %,d MiB, but %,d MiB may be"
                            + " used; give %s",
                    (int) features,
                    needed,
                    mebibytes(budget),
                    ExactMap.ALTERNATIVES));
        }
        throw new InvalidInputException(String.format(
                Locale.ROOT,
                "not enough memory: %,d images of %s with %d features need at least %,d MiB, but %,d MiB may be used;"
                        + " give --memory more, fewer --features, a larger --pool or --train-limit",
                samples,
                grid.image(),
                (int) features,
                needed,
                mebibytes(budget)));
    }

    /** The flops that a pooled feature costs, cosines and the like left aside. */
    private static double flops(LayerSettings layer, double dimension, double features) {
        double patches = (double) layer.pool() * layer.pool();
        return switch (layer.map()) {
            case FOURIER, FOURIER_INDEPENDENT -> 2 * dimension * patches;
            case FASTFOOD -> 2 * patches * (dimension * dimension / features + Math.log(2 * dimension) / Math.log(2));
            case MACLAURIN -> 2 * MACLAURIN_FACTORS * dimension * patches;
            case NYSTROM, NYSTROM_KMEANS, EXACT -> 2 * dimension * patches + 2 * features;
            case IDENTITY -> patches + 2 * dimension;
        };
    }

    /** The map, while it is fitted and beside its buffers in every thread. */
    private static double mapBytes(MapKind kind, double dimension, double features) {
        return switch (kind) {
            case NYSTROM, NYSTROM_KMEANS, EXACT -> 28 * features * features + 250 * features * dimension;
            case MACLAURIN -> MACLAURIN_FACTORS * features * (12 * dimension + (4 * dimension + 256) * THREADS);
            default -> 0;
        };
    }

    private static long mebibytes(double bytes) {
        return (long) (bytes / (1 << 20));
    }
}
