package org.convolex.linalg;

/** Picks the {@link DoubleKernels} of this process as {@link KernelChoice} does the others. */
final class DoubleKernelChoice {
    static final DoubleKernels BEST =
            KernelChoice.BEST instanceof SimdKernels ? new SimdDoubleKernels() : new ScalarDoubleKernels();

    private DoubleKernelChoice() {}
}
