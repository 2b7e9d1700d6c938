package org.convolex.kernel;

/**
 * A feature map made ready for the patches of one pipeline: everything that does not depend on the patches is computed
 * once, here. Immutable and safe for use from many threads.
 */
@FunctionalInterface
public interface PatchPooling {

    /** A worker with buffers of its own: take one for each thread. */
    Worker newWorker();

    /** Computes the pooled features of one image's patches at a time. Not safe for use from several threads. */
    @FunctionalInterface
    interface Worker {
        /**
         * Writes windows x features numbers, row-major.
         *
         * @param patches row-major, patches x d1, in the order of the windows
         * @param features where the result goes
         * @param offset of its first number
         */
        void pool(float[] patches, float[] features, int offset);
    }
}
