package org.convolex.kernel;

/**
 * A positive definite function of two patches. What a kernel sees of a patch is its {@link #project projection} onto the
 * set on which the kernel is defined. Immutable and safe for use from many threads.
 */
public sealed interface Kernel permits GaussianKernel, InversePolynomialKernel, LinearKernel {

    /** Which kernel this is. */
    KernelFamily family();

    /** The scale gamma; NaN for kernels that have none. */
    default double gamma() {
        return Double.NaN;
    }

    /**
     * K(z, z') of two vectors of one length.
     *
     * @throws org.convolex.data.InvalidInputException if the kernel is not defined there
     */
    double value(double[] z, double[] other);

    /** The point nearest to z at which the kernel is defined: z itself, but for the inverse polynomial. */
    default double[] project(double[] z) {
        return z;
    }
}
