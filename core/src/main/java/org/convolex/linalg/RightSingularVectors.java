package org.convolex.linalg;

import java.util.Arrays;

/**
 * Singular values and right singular vectors of a row-major matrix X, from the Gram matrix of its shorter side: X^T X, or
 * X X^T where there are fewer rows than columns. Values below about 1e-8 of the largest are rounding.
 *
 * @param values singular values, largest first; as many as the shorter side is long
 * @param vectors unit vectors v_j of as many numbers as X has columns, one for each value; zero vectors for values that are
 *     nothing but rounding
 */
public record RightSingularVectors(double[] values, double[][] vectors) {
    /**
     * Decomposes a matrix. Cost: rows x columns x the shorter side, and the cube of the shorter side.
     *
     * @param rows row-major, count x columns
     * @throws ArithmeticException if the matrix holds a value that is not finite
     */
    public static RightSingularVectors of(double[] rows, int columns, Workers workers) {
        int count = rows.length / columns;
        if (count >= columns) {
            SymmetricEigen eigen = SymmetricEigen.of(RowMatrices.gram(rows, columns, workers), columns);
            return new RightSingularVectors(roots(eigen.values()), eigen.vectors());
        }
        double[] transposed = transposed(rows, columns, count);
        SymmetricEigen eigen = SymmetricEigen.of(RowMatrices.gram(transposed, count, workers), count);
        double[] values = roots(eigen.values());
        double[] left = new double[count * count];
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < count; i++) {
                left[i * count + j] = eigen.vectors()[j][i];
            }
        }
        double[] products = RowMatrices.multiply(transposed, count, left, count, workers); // X^T u_j = s_j v_j
        double[][] vectors = new double[count][columns];
        for (int j = 0; j < count; j++) {
            double[] vector = new double[columns];
            for (int i = 0; i < columns; i++) {
                vector[i] = products[i * count + j];
            }
            double norm = Math.sqrt(RowMatrices.dot(vector, vector));
            if (norm > values[j] / 2
                    && norm > 0) { // else the value is rounding of the Gram matrix, and the vector points anywhere
                for (int i = 0; i < columns; i++) {
                    vectors[j][i] = vector[i] / norm;
                }
            }
        }
        return new RightSingularVectors(values, vectors);
    }

    /** The singular values alone, at about half the cost. */
    public static double[] valuesOf(double[] rows, int columns, Workers workers) {
        int count = rows.length / columns;
        int side = Math.min(count, columns);
        double[] gram = count >= columns
                ? RowMatrices.gram(rows, columns, workers)
                : RowMatrices.gram(transposed(rows, columns, count), count, workers);
        return roots(SymmetricEigen.of(gram, side).values());
    }

    private static double[] roots(double[] eigenvalues) {
        return Arrays.stream(eigenvalues).map(v -> Math.sqrt(Math.max(0, v))).toArray();
    }

    private static double[] transposed(double[] rows, int columns, int count) {
        double[] transposed = new double[rows.length];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * count + i] = rows[i * columns + j];
            }
        }
        return transposed;
    }
}
