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
     * Adds the inner products of one vector with several: {@code sums[at + k] += <x, w_k>}, where x begins at {@code xOffset}
     * and w_k at {@code wOffset + k stride}. Cost: 2 length outputs flops.
     */
    void addInnerProducts(
            int length,
            int outputs,
            double[] x,
            int xOffset,
            double[] w,
            int wOffset,
            int stride,
            double[] sums,
            int at);

    /**
     * Adds weighted sums of some vectors to several others: {@code s_k += sum_i factors[i outputs + k] x_i}, where x_i begins at
     * {@code i xStride} and s_k at {@code at + k stride}. Cost: 2 count length outputs flops.
     *
     * @param count of vectors x
     */
    void addCombinations(
            int count,
            int length,
            int outputs,
            double[] factors,
            double[] x,
            int xStride,
            double[] sums,
            int at,
            int stride);
}
