package org.convolex.kernel;

import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Vectors;

/**
 * K(z, z') = 1 / (2 - &lt;z, z'&gt;) for ||z||, ||z'|| &lt;= 1, (14) of the paper. There it equals the sum over t of
 * {@code 2^-(t+1) <z, z'>^t}.
 *
 * <p>Whitened patches are longer than 1 more often than not. What the kernel sees of them is z / max(1, ||z||), the nearest
 * point of the unit ball: a map that moves no two patches apart, leaves faint patches faint, and needs nothing fitted.
 * Dividing all patches by the largest norm instead would leave most so short that the kernel is nearly linear on them, and
 * a longer patch could still come; dividing each by its own norm would blow up the noise of faint ones.
 */
public record InversePolynomialKernel() implements Kernel {
    /** Rounding may leave a projected patch so much above 1. */
    private static final double SLACK = 1e-6;

    @Override
    public KernelFamily family() {
        return KernelFamily.INVERSE_POLYNOMIAL;
    }

    @Override
    public double value(double[] z, double[] other) {
        requireInBall(z);
        requireInBall(other);
        return 1 / (2 - Vectors.dot(z, other));
    }

    /**
     * @throws InvalidInputException if ||z|| > 1
     */
    static void requireInBall(double[] z) {
        double norm = Vectors.length(z);
        if (!(norm <= 1 + SLACK)) {
            throw new InvalidInputException("the inverse polynomial kernel needs patches of norm <= 1, got " + norm
                    + ": divide them by their norm");
        }
    }

    @Override
    public double[] project(double[] z) {
        double length = Math.max(1, Vectors.length(z));
        double[] projected = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            projected[i] = z[i] / length;
        }
        return projected;
    }
}
