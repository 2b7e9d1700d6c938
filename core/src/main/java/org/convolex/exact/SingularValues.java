package org.convolex.exact;

import org.convolex.linalg.SymmetricEigen;

/** A small singular value decomposition: values descending, unit vectors as rows. */
record SingularValues(double[] values, double[][] left, double[][] right) {
    static SingularValues of(double[] matrix, int rows, int columns) {
        boolean wide = rows <= columns;
        int size = Math.min(rows, columns);
        double[] gram = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int l = 0; l < (wide ? columns : rows); l++) {
                    sum += wide
                            ? matrix[i * columns + l] * matrix[j * columns + l]
                            : matrix[l * columns + i] * matrix[l * columns + j];
                }
                gram[i * size + j] = sum;
                gram[j * size + i] = sum;
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(gram, size);
        double[] values = new double[size];
        double[][] others = new double[size][wide ? columns : rows];
        for (int j = 0; j < size; j++) {
            for (int l = 0; l < others[j].length; l++) {
                for (int i = 0; i < size; i++) {
                    others[j][l] += eigen.vectors()[j][i] * (wide ? matrix[i * columns + l] : matrix[l * columns + i]);
                }
                values[j] += others[j][l] * others[j][l];
            }
            values[j] = Math.sqrt(values[j]);
            for (int l = 0; l < others[j].length && values[j] > 0; l++) {
                others[j][l] /= values[j];
            }
        }
        return wide
                ? new SingularValues(values, eigen.vectors(), others)
                : new SingularValues(values, others, eigen.vectors());
    }
}
