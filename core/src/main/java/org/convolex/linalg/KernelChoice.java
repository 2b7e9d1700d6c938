package org.convolex.linalg;

/**
 * Picks the {@link Kernels} of this process, once: SIMD where the Vector API is present and its vectors hold at least
 * four floats, else scalar. The system property {@code convolex.kernels}, {@code scalar} or {@code simd}, overrides.
 */
final class KernelChoice {

    static final String PROPERTY = "convolex.kernels";
    static final String MODULE = "jdk.incubator.vector";

    static final Kernels BEST = choose(System.getProperty(PROPERTY, ""));

    private KernelChoice() {}

    static Kernels choose(String wanted) {
        switch (wanted) {
            case "":
                return hasVectors() ? simdOrScalar() : new ScalarKernels(addModule("scalar kernels"));
            case "scalar":
                return new ScalarKernels("scalar kernels: chosen by -D" + PROPERTY + "=scalar");
            case "simd":
                if (!hasVectors()) {
                    throw new IllegalStateException(addModule("no SIMD kernels"));
                }
                return new SimdKernels();
            default:
                throw new IllegalArgumentException(PROPERTY + " is scalar or simd, not '" + wanted + "'");
        }
    }

    private static String addModule(String problem) {
        return problem + ": start java with --add-modules " + MODULE + " for SIMD";
    }

    private static boolean hasVectors() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** Only reached with the module present: the JVM links SimdKernels, and with it the Vector API, on first use here. */
    private static Kernels simdOrScalar() {
        return SimdKernels.lanes() >= 4
                ? new SimdKernels()
                : new ScalarKernels("scalar kernels: the vectors of this machine hold fewer than 4 floats");
    }
}
