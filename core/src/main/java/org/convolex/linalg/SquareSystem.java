package org.convolex.linalg;

import org.jspecify.annotations.Nullable;
import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Small systems of linear equations whose matrix is neither symmetric nor definite, solved by a library. Stateless. */
public final class SquareSystem {
    private SquareSystem() {}

    /**
     * x with {@code matrix x = right}, by LU with pivots. Cost O(size^3).
     *
     * @param matrix rows
     * @return null if the matrix is singular to double precision
     */
    public static double @Nullable [] solve(double[][] matrix, double[] right) {
        int size = right.length;
        R064Store left = R064Store.FACTORY.make(size, size);
        R064Store column = R064Store.FACTORY.make(size, 1);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                left.set(i, j, matrix[i][j]);
            }
            column.set(i, 0, right[i]);
        }
        LU<Double> decomposition = LU.R064.make(size, size);
        if (!decomposition.decompose(left) || !decomposition.isSolvable()) {
            return null;
        }
        MatrixStore<Double> solution = decomposition.getSolution(column);
        double[] x = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = solution.doubleValue(i, 0);
        }
        return x;
    }
}
