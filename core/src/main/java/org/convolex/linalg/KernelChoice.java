package org.convolex.linalg;

/** Picks the {@link Kernels} of this process, once. */
final class KernelChoice {
    static final Kernels BEST = new ScalarKernels();

    private KernelChoice() {}
}
