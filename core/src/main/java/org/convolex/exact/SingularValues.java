package org.convolex.exact;

import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.SymmetricEigen;

/** A small singular value decomposition: values descending, unit vectors as rows. */
record SingularValues(double[] values, double[][] left, double[][] right) {
    static SingularValues of(double[] matrix, int rows, int columns) {
        boolean wide = rows <= columns;
        int size = Math.min(rows, columns);
        SymmetricEigen eigen = SymmetricEigen.of(RowMatrices.gramOfShorterSide(matrix, columns), size);
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
