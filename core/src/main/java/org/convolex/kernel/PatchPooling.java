package org.convolex.kernel;

/** Computes the pooled features of one image's patches at a time. Not safe for use from several threads. */
@FunctionalInterface
public interface PatchPooling {

    /**
     * Writes windows x features numbers, row-major.
     *
     * @param patches row-major, patches x d1, in the order of the windows
     * @param features where the result goes
     * @param offset of its first number
     */
    void pool(float[] patches, float[] features, int offset);
}
