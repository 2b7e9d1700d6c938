package org.convolex.linalg;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ojalgo.matrix.decomposition.Cholesky;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * A symmetric positive definite matrix, factored by a library in double precision, for systems with one or several right sides.
 * Safe for use by one thread at a time.
 */
public final class PositiveDefinite {
    /** Where rounding has made the matrix indefinite, this share of its diagonal is added, and ten times as much until it is not. */
    private static final double FIRST_RIDGE = 1e-15;

    private final double[] scales;
    private final @Nullable Cholesky<Double> cholesky;

    /**
     * Scales the matrix to a unit diagonal and factors it. Cost O(size^3).
     *
     * @param matrix row-major, size x size; only its lower triangle matters
     */
    public PositiveDefinite(double[] matrix, int size) {
        this.scales = new double[size];
        for (int i = 0; i < size; i++) {
            scales[i] = 1 / Math.sqrt(matrix[i * size + i]);
        }
        this.cholesky = factor(matrix, size, scales);
    }

    private static @Nullable Cholesky<Double> factor(double[] matrix, int size, double[] scales) {
        for (double scale : scales) {
            if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
                return null;
            }
        }
        R064Store store = R064Store.FACTORY.make(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double value = matrix[i * size + j] * scales[i] * scales[j];
                if (!Double.isFinite(value)) {
                    return null;
                }
                store.set(i, j, value);
                store.set(j, i, value);
            }
        }
        for (double ridge = 0; ridge < 1; ridge = ridge == 0 ? FIRST_RIDGE : 10 * ridge) {
            for (int i = 0; i < size; i++) {
                store.set(i, i, 1 + ridge);
            }
            Cholesky<Double> cholesky = Cholesky.R064.make(size, size);
            if (cholesky.decompose(store) && cholesky.isSolvable()) {
                return cholesky;
            }
        }
        return null;
    }

    /**
     * x of M x = b. Cost O(size^2).
     *
     * @return of a matrix with a slightly larger diagonal where M is not positive definite in this arithmetic; NaN where it
     *     holds a number that is not finite or a diagonal entry that is not above 0
     */
    public double[] solve(double[] right) {
        double[] solution = new double[scales.length];
        if (cholesky == null) {
            Arrays.fill(solution, Double.NaN);
            return solution;
        }
        R064Store column = R064Store.FACTORY.make(scales.length, 1);
        for (int i = 0; i < scales.length; i++) {
            column.set(i, 0, right[i] * scales[i]);
        }
        MatrixStore<Double> found = cholesky.getSolution(column);
        for (int i = 0; i < scales.length; i++) {
            solution[i] = found.doubleValue(i, 0) * scales[i];
        }
        return solution;
    }
}
