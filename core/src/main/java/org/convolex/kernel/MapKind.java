package org.convolex.kernel;

import java.util.EnumSet;
import java.util.Set;

/** The feature maps that may be asked for, and the kernels that each is for. */
public enum MapKind {
    FOURIER("fourier", EnumSet.of(KernelFamily.GAUSSIAN));

    private final String label;
    private final Set<KernelFamily> kernels;

    MapKind(String label, Set<KernelFamily> kernels) {
        this.label = label;
        this.kernels = kernels;
    }

    /** The name in commands and files. */
    public String label() {
        return label;
    }

    /** Whether there is such a map for the kernel. */
    public boolean fits(KernelFamily kernel) {
        return kernels.contains(kernel);
    }
}
