package org.convolex.optim;

/** How many samples make a block. */
public final class Blocks {
    /** A block of this many floats, 512 KiB, stays in a core's second-level cache beside weights and sums. */
    private static final int FLOATS = 1 << 17;

    private static final int FEWEST = 16;
    private static final int MOST = 128;

    private Blocks() {}

    /** The block size for rows of a given length: 16 to 128 samples. */
    public static int size(int rowLength) {
        return Math.max(FEWEST, Math.min(MOST, FLOATS / Math.max(1, rowLength)));
    }
}
