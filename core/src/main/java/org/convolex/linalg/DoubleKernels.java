package org.convolex.linalg;

/**
 * Products in double precision for whoever recomputes what was computed in single precision: certificates. They share no
 * code with {@link Kernels}, which the solvers use. Stateless and safe for use from many threads; every call gives the same
 * bits on the same machine.
 */
public interface DoubleKernels {

    /** The fastest implementation on this machine. */
    static DoubleKernels best() {
        return DoubleKernelChoice.BEST;
    }

    /**
     * Adds the inner products of one vector with several: {@code sums[at + k] += <x, w_k>}, where w_k begins at
     * {@code wOffset + k stride}. Cost: 2 length outputs flops.
     *
     * @param x length {@code length}, from index 0 on
     */
    void addInnerProducts(
            int length, int outputs, double[] x, double[] w, int wOffset, int stride, double[] sums, int at);
}
