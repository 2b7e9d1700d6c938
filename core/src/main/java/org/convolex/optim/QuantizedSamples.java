package org.convolex.optim;

import org.convolex.linalg.Workers;

/**
 * Samples held at 16 bits: each position's row of features is divided by a scale of its own and rounded to 32,767ths.
 * The error of a number is at most 1.6e-5 of its row's largest, far below what a first-order step notices; whoever
 * claims an optimum reads the samples themselves, not these.
 *
 * <p>Memory: 2 x samples x positions x features bytes, and 4 bytes a row.
 */
public final class QuantizedSamples implements SampleMatrices {
    private static final int LARGEST = Short.MAX_VALUE;

    /** Keeps a row of zeros from being divided by zero. */
    private static final float SMALLEST_SCALE = 1e-30f;

    private final int samples;
    private final int positions;
    private final int features;
    private final int blockSize;
    private final short[][] blocks;
    private final float[][] scales;

    /**
     * Takes over, without a copy, what {@link #codes} and {@link #scales} gave: for those who keep samples elsewhere.
     *
     * @param codes a block after the other, row-major
     * @param scales a block after the other, one a row: what its codes are multiplied by
     */
    public QuantizedSamples(
            int samples, int positions, int features, int blockSize, short[][] codes, float[][] scales) {
        this.samples = samples;
        this.positions = positions;
        this.features = features;
        this.blockSize = blockSize;
        this.blocks = codes;
        this.scales = scales;
    }

    /** Reads all of {@code source} once and keeps it at 16 bits. */
    public static QuantizedSamples copyOf(SampleMatrices source, Workers workers) {
        QuantizedSamples quantized = new QuantizedSamples(
                source.samples(),
                source.positions(),
                source.features(),
                source.blockSize(),
                new short[source.blocks()][],
                new float[source.blocks()][]);
        workers.forEachChunk(source.blocks(), (chunk, from, to) -> {
            Reader reader = source.newReader();
            for (int block = from; block < to; block++) {
                quantized.encode(block, reader.read(block));
            }
        });
        return quantized;
    }

    /** The blocks' numbers. Not to be changed. */
    public short[][] codes() {
        return blocks;
    }

    /** What the numbers of each row are multiplied by. Not to be changed. */
    public float[][] scales() {
        return scales;
    }

    private void encode(int block, float[] values) {
        int rows = samplesIn(block) * positions;
        short[] codes = new short[rows * features];
        float[] steps = new float[rows];
        for (int row = 0; row < rows; row++) {
            float largest = SMALLEST_SCALE;
            for (int i = row * features; i < (row + 1) * features; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            steps[row] = largest / LARGEST;
            float inverse = LARGEST / largest;
            for (int i = row * features; i < (row + 1) * features; i++) {
                codes[i] = (short) Math.round(values[i] * inverse);
            }
        }
        blocks[block] = codes;
        scales[block] = steps;
    }

    @Override
    public int samples() {
        return samples;
    }

    @Override
    public int positions() {
        return positions;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public int blockSize() {
        return blockSize;
    }

    @Override
    public Reader newReader() {
        float[] decoded = new float[blockSize * rowLength()];
        return block -> {
            short[] codes = blocks[block];
            float[] steps = scales[block];
            for (int row = 0; row < steps.length; row++) {
                float step = steps[row];
                for (int i = row * features; i < (row + 1) * features; i++) {
                    decoded[i] = codes[i] * step;
                }
            }
            return decoded;
        };
    }
}
