package org.convolex.optim;

/** How many samples make a block. */
public final class Blocks {
    /** A block of this many floats, 512 KiB, stays in a core's second-level cache beside weights and sums. */
    private static final int FLOATS = 1 << 17;

    private static final int FEWEST = 16;
    private static final int MOST = 128;

    /** Small data sets are cut finer, so that there is work for every thread and a part to validate on. */
    private static final int FEWEST_BLOCKS = 20;

    private Blocks() {}

    /** Samples in a block, for rows of a given length: 16 to 128 where there are enough samples. */
    public static int size(int rowLength, int samples) {
        int size = Math.max(FEWEST, Math.min(MOST, FLOATS / Math.max(1, rowLength)));
        return Math.max(1, Math.min(size, samples / FEWEST_BLOCKS));
    }
}
