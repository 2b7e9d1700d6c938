package org.convolex.kernel;

import org.convolex.linalg.Kernels;
import org.convolex.patch.ZcaWhitening;

/**
 * Whitens all patches of an image at a time in single precision, and projects them onto the unit ball for the kernel that
 * needs it: what a {@link Kernel} sees of them. Immutable and safe for use from many threads.
 */
final class PatchWhitener {
    private final Kernels kernels = Kernels.best();
    private final int dimension;
    private final int components;
    private final int width;
    private final boolean project;
    private final float[] matrix;
    private final float[] origin;
    private final int patches;

    /**
     * @param patches of an image
     * @param extra columns of zeros to the right of each whitened patch
     */
    PatchWhitener(ZcaWhitening whitening, Kernel kernel, int patches, int extra) {
        this.dimension = whitening.dimension();
        this.components = whitening.components();
        this.width = components + extra;
        this.project = kernel instanceof InversePolynomialKernel;
        this.matrix = new float[dimension * width];
        this.origin = new float[components];
        for (int i = 0; i < components; i++) {
            double sum = 0;
            for (int j = 0; j < dimension; j++) {
                sum += whitening.matrix()[i * dimension + j] * whitening.mean()[j];
                matrix[j * width + i] = (float) whitening.matrix()[i * dimension + j];
            }
            origin[i] = (float) sum;
        }
        this.patches = patches;
    }

    /** Columns of the result. */
    int width() {
        return width;
    }

    /** A place for the whitened patches of an image. */
    float[] newBuffer() {
        return new float[patches * width];
    }

    /**
     * Whitens the patches.
     *
     * @param read row-major, patches x d1
     * @param whitened row-major, patches x {@link #width}
     */
    void apply(float[] read, float[] whitened) {
        kernels.multiply(patches, dimension, width, read, 0, matrix, 0, whitened, 0);
        for (int row = 0; row < patches; row++) {
            int at = row * width;
            for (int i = 0; i < components; i++) {
                whitened[at + i] -= origin[i];
            }
            if (project) {
                project(whitened, at);
            }
        }
    }

    private void project(float[] whitened, int at) {
        float length = (float) Math.sqrt(squaredNorm(whitened, at));
        if (length > 1) {
            for (int i = at; i < at + components; i++) {
                whitened[i] /= length;
            }
        }
    }

    /** ||z||^2 of the whitened patch at {@code at}. */
    float squaredNorm(float[] whitened, int at) {
        float sum = 0;
        for (int i = at; i < at + components; i++) {
            sum += whitened[i] * whitened[i];
        }
        return sum;
    }
}
