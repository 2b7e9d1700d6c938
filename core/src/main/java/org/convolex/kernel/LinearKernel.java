package org.convolex.kernel;

import org.convolex.linalg.Vectors;

/** K(z, z') = &lt;z, z'&gt;: section 3.1 of the paper, a network with linear activations. */
public record LinearKernel() implements Kernel {

    @Override
    public KernelFamily family() {
        return KernelFamily.LINEAR;
    }

    @Override
    public double value(double[] z, double[] other) {
        return Vectors.dot(z, other);
    }
}
