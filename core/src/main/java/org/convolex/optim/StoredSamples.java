package org.convolex.optim;

import java.util.Arrays;
import org.convolex.linalg.Workers;

/**
 * Samples held in memory as {@code float}, an array a block. Reading costs nothing.
 *
 * <p>Memory: 4 x samples x positions x features bytes.
 */
public final class StoredSamples implements SampleMatrices {
    private final int samples;
    private final int positions;
    private final int features;
    private final int blockSize;
    private final float[][] blocks;

    private StoredSamples(int samples, int positions, int features, int blockSize) {
        this.samples = samples;
        this.positions = positions;
        this.features = features;
        this.blockSize = blockSize;
        this.blocks = new float[blocks()][];
    }

    /** Reads all of {@code source} once and keeps it. */
    public static StoredSamples copyOf(SampleMatrices source, Workers workers) {
        StoredSamples stored =
                new StoredSamples(source.samples(), source.positions(), source.features(), source.blockSize());
        workers.forEachChunk(stored.blocks.length, (chunk, from, to) -> {
            Reader reader = source.newReader();
            for (int block = from; block < to; block++) {
                int length = source.samplesIn(block) * source.rowLength();
                stored.blocks[block] = Arrays.copyOf(reader.read(block), length);
            }
        });
        return stored;
    }

    /**
     * Samples from an array.
     *
     * @param values row-major: sample, position, feature; copied
     */
    public static StoredSamples of(float[] values, int positions, int features) {
        int length = positions * features;
        StoredSamples stored = new StoredSamples(
                values.length / length, positions, features, Blocks.size(length, values.length / length));
        for (int b = 0; b < stored.blocks.length; b++) {
            int from = b * stored.blockSize * length;
            stored.blocks[b] = Arrays.copyOfRange(values, from, from + stored.samplesIn(b) * length);
        }
        return stored;
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
        return block -> blocks[block];
    }
}
