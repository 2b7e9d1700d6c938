package org.convolex.optim;

/**
 * The samples of a program: n matrices Z_i of {@code positions} x {@code features} numbers, read in blocks of
 * consecutive samples. Stored, compressed or computed anew at every reading: the solvers do not know which.
 *
 * <p>Implementations are immutable, and every reading of a block gives the same bits.
 */
public interface SampleMatrices {

    /** The number of samples n. */
    int samples();

    /** Rows of a sample: the (pooled) patches P. */
    int positions();

    /** Columns of a sample: the features m of a patch. */
    int features();

    /** Samples in every block but the last, which may be smaller. */
    int blockSize();

    /** A reader with buffers of its own: take one for each thread. */
    Reader newReader();

    /** Reads blocks, one at a time. Not safe for use from several threads. */
    @FunctionalInterface
    interface Reader {
        /**
         * The samples of one block, row-major: sample, then position, then feature, from index 0 on.
         *
         * @param block block number in 0..blocks-1
         * @return an array that must not be changed, valid until the next call; it may be longer than the block
         */
        float[] read(int block);
    }

    /** Numbers in one sample. */
    default int rowLength() {
        return Math.multiplyExact(positions(), features());
    }

    /** The number of blocks. */
    default int blocks() {
        return (samples() + blockSize() - 1) / blockSize();
    }

    /** The number of samples in a block. */
    default int samplesIn(int block) {
        return Math.min(blockSize(), samples() - block * blockSize());
    }
}
