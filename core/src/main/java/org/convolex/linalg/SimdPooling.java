package org.convolex.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Features averaged over windows: see {@link Kernels#pooledCosines}, {@link Kernels#pooledPowersOfTwo} and {@link
 * Kernels#pooledReciprocals}.
 *
 * <p>Costs 2 dimension + 12 flops per patch and feature. For every tile of features, the weights are packed once, below
 * the bias, and serve all windows of the call. The arguments of a few dozen patches go through a scratch array within
 * L1, which decouples the tiles of six patches from the windows: any window size runs at the same speed.
 */
final class SimdPooling {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDTH = SimdTiles.WIDTH;
    private static final int TILE_ROWS = SimdTiles.ROWS;

    /** Patches whose arguments are kept, before the cosines are taken: 36 rows of 4 vectors are 9 KB, within L1. */
    private static final int PATCH_BLOCK = 36;

    /** What {@link #pooled} makes of an argument. */
    static final int COSINE = 0;

    static final int POWER_OF_TWO = 1;
    static final int RECIPROCAL = 2;

    private SimdPooling() {}

    /** Features of at least one vector. */
    static void pooled(
            int response,
            int windows,
            int[] windowStarts,
            int dimension,
            int featureCount,
            float[] patches,
            float[] weights,
            float[] bias,
            float amplitude,
            float[] shift,
            float[] features,
            int featuresOffset) {
        int most = Math.max(PATCH_BLOCK, largestWindow(windows, windowStarts));
        float[] arguments = new float[(most + TILE_ROWS - 1) * WIDTH];
        float[] panel = new float[(1 + dimension) * WIDTH];
        for (int j = 0, width; j < featureCount; j += width) {
            width = SimdTiles.step(featureCount - j, WIDTH);
            int end = j + width;
            SimdTiles.pack(1, bias, 0, 0, j, end, panel, 0);
            SimdTiles.pack(dimension, weights, 0, featureCount, j, end, panel, WIDTH);
            for (int first = 0, next; first < windows; first = next) {
                next = windowsWithin(most, first, windows, windowStarts);
                arguments(windowStarts[first], windowStarts[next], dimension, patches, panel, arguments);
                for (int half = 0; half < 2; half++) {
                    average(
                            response,
                            first,
                            next,
                            windowStarts,
                            arguments,
                            2 * half * LANES,
                            amplitude,
                            SimdTiles.column(j, end, 2 * half),
                            SimdTiles.column(j, end, 2 * half + 1),
                            shift,
                            featureCount,
                            features,
                            featuresOffset);
                }
            }
        }
    }

    private static int largestWindow(int windows, int[] windowStarts) {
        int largest = 0;
        for (int c = 0; c < windows; c++) {
            largest = Math.max(largest, windowStarts[c + 1] - windowStarts[c]);
        }
        return largest;
    }

    /** The end of the run of windows from {@code first} that together have at most {@code most} patches. */
    private static int windowsWithin(int most, int first, int windows, int[] windowStarts) {
        int next = first;
        while (next < windows && windowStarts[next + 1] - windowStarts[first] <= most) {
            next++;
        }
        return next;
    }

    /** The arguments of the cosines, in turns, of patches begin .. end-1 for the features of the panel. */
    private static void arguments(int begin, int end, int dimension, float[] patches, float[] panel, float[] turns) {
        for (int t = begin; t < end; t += TILE_ROWS) {
            SimdTiles.rowsProduct(
                    dimension, end - t, patches, t * dimension, dimension, panel, turns, (t - begin) * WIDTH);
        }
    }

    /** Two vectors of features at columns c0 and c1, for windows first .. end-1: two, so that all is inlined. */
    private static void average(
            int response,
            int first,
            int end,
            int[] windowStarts,
            float[] arguments,
            int argumentsOffset,
            float amplitude,
            int c0,
            int c1,
            float[] shift,
            int featureCount,
            float[] features,
            int featuresOffset) {
        switch (response) {
            case COSINE ->
                averageCosines(
                        first,
                        end,
                        windowStarts,
                        arguments,
                        argumentsOffset,
                        amplitude,
                        c0,
                        c1,
                        shift,
                        featureCount,
                        features,
                        featuresOffset);
            case POWER_OF_TWO ->
                averagePowersOfTwo(
                        first,
                        end,
                        windowStarts,
                        arguments,
                        argumentsOffset,
                        amplitude,
                        c0,
                        c1,
                        shift,
                        featureCount,
                        features,
                        featuresOffset);
            default ->
                averageReciprocals(
                        first,
                        end,
                        windowStarts,
                        arguments,
                        argumentsOffset,
                        amplitude,
                        c0,
                        c1,
                        shift,
                        featureCount,
                        features,
                        featuresOffset);
        }
    }

    /** {@link #average} of cosines. */
    private static void averageCosines(
            int first,
            int end,
            int[] windowStarts,
            float[] arguments,
            int argumentsOffset,
            float amplitude,
            int c0,
            int c1,
            float[] shift,
            int featureCount,
            float[] features,
            int featuresOffset) {
        FloatVector shift0 = FloatVector.fromArray(SPECIES, shift, c0);
        FloatVector shift1 = FloatVector.fromArray(SPECIES, shift, c1);
        int p = argumentsOffset;
        for (int c = first; c < end; c++) {
            int size = windowStarts[c + 1] - windowStarts[c];
            FloatVector sum0 = FloatVector.zero(SPECIES);
            FloatVector sum1 = FloatVector.zero(SPECIES);
            for (int t = 0; t < size; t++, p += WIDTH) {
                sum0 = SimdResponses.plusCosine(sum0, FloatVector.fromArray(SPECIES, arguments, p));
                sum1 = SimdResponses.plusCosine(sum1, FloatVector.fromArray(SPECIES, arguments, p + LANES));
            }
            FloatVector factor = FloatVector.broadcast(SPECIES, amplitude / size);
            int row = featuresOffset + c * featureCount;
            sum0.mul(factor).sub(shift0).intoArray(features, row + c0);
            sum1.mul(factor).sub(shift1).intoArray(features, row + c1);
        }
    }

    /** {@link #average} of powers of two. */
    private static void averagePowersOfTwo(
            int first,
            int end,
            int[] windowStarts,
            float[] arguments,
            int argumentsOffset,
            float amplitude,
            int c0,
            int c1,
            float[] shift,
            int featureCount,
            float[] features,
            int featuresOffset) {
        FloatVector shift0 = FloatVector.fromArray(SPECIES, shift, c0);
        FloatVector shift1 = FloatVector.fromArray(SPECIES, shift, c1);
        int p = argumentsOffset;
        for (int c = first; c < end; c++) {
            int size = windowStarts[c + 1] - windowStarts[c];
            FloatVector sum0 = FloatVector.zero(SPECIES);
            FloatVector sum1 = FloatVector.zero(SPECIES);
            for (int t = 0; t < size; t++, p += WIDTH) {
                sum0 = SimdResponses.plusPowerOfTwo(sum0, FloatVector.fromArray(SPECIES, arguments, p));
                sum1 = SimdResponses.plusPowerOfTwo(sum1, FloatVector.fromArray(SPECIES, arguments, p + LANES));
            }
            FloatVector factor = FloatVector.broadcast(SPECIES, amplitude / size);
            int row = featuresOffset + c * featureCount;
            sum0.mul(factor).sub(shift0).intoArray(features, row + c0);
            sum1.mul(factor).sub(shift1).intoArray(features, row + c1);
        }
    }

    /** {@link #average} of reciprocals. */
    private static void averageReciprocals(
            int first,
            int end,
            int[] windowStarts,
            float[] arguments,
            int argumentsOffset,
            float amplitude,
            int c0,
            int c1,
            float[] shift,
            int featureCount,
            float[] features,
            int featuresOffset) {
        FloatVector shift0 = FloatVector.fromArray(SPECIES, shift, c0);
        FloatVector shift1 = FloatVector.fromArray(SPECIES, shift, c1);
        int p = argumentsOffset;
        for (int c = first; c < end; c++) {
            int size = windowStarts[c + 1] - windowStarts[c];
            FloatVector sum0 = FloatVector.zero(SPECIES);
            FloatVector sum1 = FloatVector.zero(SPECIES);
            for (int t = 0; t < size; t++, p += WIDTH) {
                sum0 = SimdResponses.plusReciprocal(sum0, FloatVector.fromArray(SPECIES, arguments, p));
                sum1 = SimdResponses.plusReciprocal(sum1, FloatVector.fromArray(SPECIES, arguments, p + LANES));
            }
            FloatVector factor = FloatVector.broadcast(SPECIES, amplitude / size);
            int row = featuresOffset + c * featureCount;
            sum0.mul(factor).sub(shift0).intoArray(features, row + c0);
            sum1.mul(factor).sub(shift1).intoArray(features, row + c1);
        }
    }
}
