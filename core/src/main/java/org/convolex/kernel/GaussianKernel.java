package org.convolex.kernel;

/**
 * K(z, z') = exp(-gamma ||z - z'||^2), (15) of the paper.
 *
 * @param gamma finite and above 0
 */
public record GaussianKernel(double gamma) implements Kernel {

    /**
     * @throws IllegalArgumentException if gamma is not finite and above 0
     */
    public GaussianKernel {
        if (!(gamma > 0 && gamma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gamma must be finite and > 0, got " + gamma);
        }
    }

    @Override
    public KernelFamily family() {
        return KernelFamily.GAUSSIAN;
    }

    @Override
    public double value(double[] z, double[] other) {
        double squared = 0;
        for (int i = 0; i < z.length; i++) {
            squared += (z[i] - other[i]) * (z[i] - other[i]);
        }
        return Math.exp(-gamma * squared);
    }
}
