package org.convolex.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.convolex.linalg.Kernels;

/**
 * One kernel at one shape. Each call of {@code task} makes data of its own, so that several threads can run it.
 *
 * @param flops counted per run; a cosine feature of dimension d counts 2 d + 12
 * @param bytes of the streamed matrix that a run reads from memory, 0 where all stays in the caches
 */
record Workload(String kernel, String shape, double flops, double bytes, Supplier<Runnable> task) {

    /** 128 MB, larger than the caches of the machines at hand; what the streaming kernels walk through. */
    static final int STREAMED_FLOATS = 1 << 25;

    /** The shapes that training produces, in the order of the report. */
    static List<Workload> all(Kernels kernels) {
        return List.of(
                pooledCosines(kernels, 25, 500),
                pooledCosines(kernels, 25, 1000),
                pooledCosines(kernels, 9, 500),
                pooledCosines(kernels, 49, 500),
                pooledCosines(kernels, 75, 100),
                pooledCosines(kernels, 400, 500),
                pooledPowersOfTwo(kernels, 26, 500),
                pooledReciprocals(kernels, 25, 500),
                multiply(kernels, 144, 500, 50),
                multiply(kernels, 5760, 25, 500),
                multiply(kernels, 16, 16, 16),
                multiply(kernels, 2048, 2048, 2048),
                innerProducts(kernels, 64, 7200, 10),
                innerProducts(kernels, 64, 72000, 10),
                innerProducts(kernels, 64, 7200, 100),
                accumulate(kernels, 64, 7200, 10),
                accumulate(kernels, 64, 72000, 10),
                accumulate(kernels, 64, 7200, 100),
                gram(kernels, 144, 500),
                gram(kernels, 576, 25));
    }

    /** One image: 144 windows of 4 patches. */
    static Workload pooledCosines(Kernels kernels, int dimension, int featureCount) {
        int windows = 144;
        int[] starts = new int[windows + 1];
        for (int c = 0; c < windows; c++) {
            starts[c + 1] = starts[c] + 4;
        }
        Supplier<Runnable> task = () -> {
            float[] patches = random(4 * windows * dimension);
            float[] weights = random(dimension * featureCount);
            float[] bias = random(featureCount);
            float[] shift = random(featureCount);
            float[] features = new float[windows * featureCount];
            return () -> kernels.pooledCosines(
                    windows, starts, dimension, featureCount, patches, weights, bias, 1f, shift, features, 0);
        };
        double flops = 4.0 * windows * featureCount * (2 * dimension + 12);
        return new Workload("pooledCosines", dimension + " x " + featureCount, flops, 0, task);
    }

    static Workload pooledPowersOfTwo(Kernels kernels, int dimension, int featureCount) {
        return pooled("pooledPowersOfTwo", kernels::pooledPowersOfTwo, dimension, featureCount, 16);
    }

    static Workload pooledReciprocals(Kernels kernels, int dimension, int featureCount) {
        return pooled("pooledReciprocals", kernels::pooledReciprocals, dimension, featureCount, 2);
    }

    /** A fused kernel without amplitude and shift. */
    private interface Pooled {
        void pool(
                int windows,
                int[] windowStarts,
                int dimension,
                int featureCount,
                float[] patches,
                float[] weights,
                float[] bias,
                float[] features,
                int featuresOffset);
    }

    /** One image: 144 windows of 4 patches. */
    private static Workload pooled(String name, Pooled kernel, int dimension, int featureCount, int responseFlops) {
        int windows = 144;
        int[] starts = new int[windows + 1];
        for (int c = 0; c < windows; c++) {
            starts[c + 1] = starts[c] + 4;
        }
        Supplier<Runnable> task = () -> {
            float[] patches = random(4 * windows * dimension);
            float[] weights = random(dimension * featureCount);
            float[] bias = random(featureCount);
            float[] features = new float[windows * featureCount];
            return () -> kernel.pool(windows, starts, dimension, featureCount, patches, weights, bias, features, 0);
        };
        double flops = 4.0 * windows * featureCount * (2 * dimension + responseFlops);
        return new Workload(name, dimension + " x " + featureCount, flops, 0, task);
    }

    static Workload multiply(Kernels kernels, int rows, int inner, int columns) {
        Supplier<Runnable> task = () -> {
            float[] a = random(rows * inner);
            float[] b = random(inner * columns);
            float[] c = new float[rows * columns];
            return () -> kernels.multiply(rows, inner, columns, a, 0, b, 0, c, 0);
        };
        return new Workload("multiply", shape(rows, inner, columns), 2.0 * rows * inner * columns, 0, task);
    }

    static Workload innerProducts(Kernels kernels, int rows, int length, int outputs) {
        Supplier<Runnable> task = () -> {
            float[] x = random(STREAMED_FLOATS);
            float[] w = random(outputs * length);
            float[] products = new float[rows * outputs];
            BlockCursor cursor = new BlockCursor(x.length, rows * length);
            return () -> kernels.innerProducts(rows, length, outputs, x, cursor.next(), w, 0, products, 0);
        };
        return streaming("innerProducts", rows, length, outputs, task);
    }

    static Workload accumulate(Kernels kernels, int rows, int length, int outputs) {
        Supplier<Runnable> task = () -> {
            float[] x = random(STREAMED_FLOATS);
            float[] coefficients = random(rows * outputs);
            float[] sums = new float[outputs * length];
            BlockCursor cursor = new BlockCursor(x.length, rows * length);
            return () ->
                    kernels.accumulateCombinations(rows, length, outputs, x, cursor.next(), coefficients, 0, sums, 0);
        };
        return streaming("accumulateCombinations", rows, length, outputs, task);
    }

    static Workload gram(Kernels kernels, int rows, int length) {
        Supplier<Runnable> task = () -> {
            float[] x = random(rows * length);
            float[] sums = new float[length * length];
            return () -> kernels.accumulateCombinations(rows, length, length, x, 0, x, 0, sums, 0);
        };
        return new Workload("Gram matrix", rows + " x " + length, 2.0 * rows * length * length, 0, task);
    }

    private static Workload streaming(String kernel, int rows, int length, int outputs, Supplier<Runnable> task) {
        double products = (double) rows * length * outputs;
        return new Workload(kernel, shape(rows, length, outputs), 2 * products, 4.0 * rows * length, task);
    }

    private static String shape(int rows, int inner, int columns) {
        return rows + " x " + inner + " x " + columns;
    }

    static float[] random(int length) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        return values;
    }

    /** Walks through an array block by block, so that no block is still in a cache when it comes again. */
    private static final class BlockCursor {
        private final int length;
        private final int block;
        private int offset;

        BlockCursor(int length, int block) {
            this.length = length;
            this.block = block;
        }

        int next() {
            offset = offset + 2 * block <= length ? offset + block : 0;
            return offset;
        }
    }
}
