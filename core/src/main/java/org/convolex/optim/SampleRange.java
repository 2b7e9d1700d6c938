package org.convolex.optim;

/**
 * Consecutive blocks of other samples, as samples of their own: a training or a validation part, without a copy.
 *
 * @param source the samples
 * @param firstBlock the first block of the range
 * @param blocks how many; at least 1
 */
public record SampleRange(SampleMatrices source, int firstBlock, int blocks) implements SampleMatrices {

    /**
     * @throws IllegalArgumentException if the range is empty or reaches beyond the source
     */
    public SampleRange {
        if (firstBlock < 0 || blocks < 1 || firstBlock + blocks > source.blocks()) {
            throw new IllegalArgumentException(
                    "SampleRange: blocks " + firstBlock + ".." + (firstBlock + blocks - 1) + " of " + source.blocks());
        }
    }

    @Override
    public int samples() {
        return (blocks - 1) * source.blockSize() + source.samplesIn(firstBlock + blocks - 1);
    }

    @Override
    public int positions() {
        return source.positions();
    }

    @Override
    public int features() {
        return source.features();
    }

    @Override
    public int blockSize() {
        return source.blockSize();
    }

    @Override
    public Reader newReader() {
        Reader reader = source.newReader();
        return block -> reader.read(firstBlock + block);
    }
}
