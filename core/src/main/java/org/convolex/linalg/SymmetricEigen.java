package org.convolex.linalg;

import java.util.Arrays;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, in double precision, by a library.
 *
 * @param values eigenvalues, largest first
 * @param vectors row j is the unit eigenvector of {@code values[j]}
 */
public record SymmetricEigen(double[] values, double[][] vectors) {

    /**
     * Decomposes a symmetric matrix; only its lower triangle matters. Cost O(size^3).
     *
     * @param matrix row-major, size x size
     * @throws ArithmeticException if the matrix holds a value that is not finite
     */
    public static SymmetricEigen of(double[] matrix, int size) {
        for (double value : matrix) {
            if (!Double.isFinite(value)) {
                throw new ArithmeticException("eigenvalues: the matrix holds " + value);
            }
        }
        R064Store store = R064Store.FACTORY.make(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double value = matrix[i * size + j];
                store.set(i, j, value);
                store.set(j, i, value);
            }
        }
        Eigenvalue<Double> decomposition = Eigenvalue.R064.make(size, true);
        if (!decomposition.decompose(store)) {
            throw new ArithmeticException("eigenvalues: no convergence on a " + size + " x " + size + " matrix");
        }
        MatrixStore<Double> columns = decomposition.getV();
        Integer[] order = new Integer[size];
        double[] unsorted = new double[size];
        for (int j = 0; j < size; j++) {
            order[j] = j;
            unsorted[j] = decomposition.getD().doubleValue(j, j);
        }
        Arrays.sort(order, (a, b) -> Double.compare(unsorted[b], unsorted[a]));
        double[] values = new double[size];
        double[][] vectors = new double[size][size];
        for (int j = 0; j < size; j++) {
            values[j] = unsorted[order[j]];
            for (int i = 0; i < size; i++) {
                vectors[j][i] = columns.doubleValue(i, order[j]);
            }
        }
        return new SymmetricEigen(values, vectors);
    }
}
