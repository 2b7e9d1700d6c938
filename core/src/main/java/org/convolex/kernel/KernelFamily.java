package org.convolex.kernel;

/** The kernels that may be asked for. */
public enum KernelFamily {
    GAUSSIAN("gaussian"),
    INVERSE_POLYNOMIAL("inverse-polynomial"),
    LINEAR("linear");

    private final String label;

    KernelFamily(String label) {
        this.label = label;
    }

    /** The name in commands and files. */
    public String label() {
        return label;
    }

    /** Whether the kernel has a scale gamma. */
    public boolean hasGamma() {
        return this == GAUSSIAN;
    }

    /**
     * The kernel.
     *
     * @param gamma its scale, if it has one
     * @throws IllegalArgumentException if it has one, and gamma is not finite and above 0
     */
    public Kernel at(double gamma) {
        return switch (this) {
            case GAUSSIAN -> new GaussianKernel(gamma);
            case INVERSE_POLYNOMIAL -> new InversePolynomialKernel();
            case LINEAR -> new LinearKernel();
        };
    }
}
