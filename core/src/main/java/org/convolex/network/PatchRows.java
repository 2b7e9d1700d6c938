package org.convolex.network;

/**
 * The patches of all samples, X_1 .. X_K of n x h numbers each, as rows of one matrix: patch k of sample s is row s K + k.
 *
 * <p>Immutable by convention: the array is not copied and must not change. Safe for use from many threads. Memory 8 n K h
 * bytes.
 *
 * @param values row-major, (samples patches) x dimension, finite
 * @param samples n
 * @param patches of a sample, K
 * @param dimension numbers in a patch, h
 */
public record PatchRows(double[] values, int samples, int patches, int dimension) {

    /**
     * @throws IllegalArgumentException if a size is not positive or the array has another length
     */
    public PatchRows {
        if (samples < 1 || patches < 1 || dimension < 1 || values.length != (long) samples * patches * dimension) {
            throw new IllegalArgumentException("PatchRows: " + values.length + " values are not " + samples + " x "
                    + patches + " patches of " + dimension + " numbers");
        }
    }

    /** The number of rows, n K. */
    public int count() {
        return samples * patches;
    }

    /** The inner product of a row with a filter. */
    public double dot(int row, double[] filter) {
        double sum = 0;
        int at = row * dimension;
        for (int i = 0; i < dimension; i++) {
            sum += values[at + i] * filter[i];
        }
        return sum;
    }

    /** Adds a multiple of a row to a vector. */
    public void addTo(double[] vector, double factor, int row) {
        int at = row * dimension;
        for (int i = 0; i < dimension; i++) {
            vector[i] += factor * values[at + i];
        }
    }

    /** Squared length of a row. */
    public double squaredNorm(int row) {
        double sum = 0;
        for (int at = row * dimension; at < (row + 1) * dimension; at++) {
            sum += values[at] * values[at];
        }
        return sum;
    }
}
