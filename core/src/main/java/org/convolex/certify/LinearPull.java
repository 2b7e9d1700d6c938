package org.convolex.certify;

import org.convolex.linalg.RowMatrices;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;

/**
 * The dual norm of linear networks: {@code phi(u)^T V = M^T u} with {@code M = sum over rows of x v^T}, h x (positions
 * outputs), so that the largest pull of a Euclidean filter is its largest singular value.
 */
final class LinearPull {
    private static final double ROUNDING = 4 * Math.ulp(1.0);

    /** The share by which the bound may exceed the singular value. */
    private static final double TIGHTNESS = 1e-9;

    private LinearPull() {}

    static DualNormBound bound(NetworkProgram program, double[] dual) {
        if (program.norm().groups() != 1) {
            throw new IllegalArgumentException("LinearPull: the norm of a filter must have one group, not "
                    + program.norm().groups());
        }
        double[] matrix = matrix(program, dual);
        int dimension = program.rows().dimension();
        int width = program.weightsOfNeuron();
        int size = Math.min(dimension, width);
        double[] gram = RowMatrices.gramOfShorterSide(matrix, width);
        double slack = ROUNDING * slack(program, dual);
        double upper = (Math.sqrt(SpectralBound.ofLargestEigenvalue(gram, size, TIGHTNESS)) + slack)
                / program.norm().weights()[0];
        return new DualNormBound(upper, 0, new double[dimension], 0);
    }

    private static double[] matrix(NetworkProgram program, double[] dual) {
        PatchRows rows = program.rows();
        int outputs = program.outputs();
        int width = program.weightsOfNeuron();
        double[] matrix = new double[rows.dimension() * width];
        for (int s = 0; s < rows.samples(); s++) {
            for (int k = 0; k < rows.patches(); k++) {
                int at = (s * rows.patches() + k) * rows.dimension();
                int first = program.pooling().positionOf()[k] * outputs;
                for (int i = 0; i < rows.dimension(); i++) {
                    double value = rows.values()[at + i];
                    for (int c = 0; c < outputs; c++) {
                        matrix[i * width + first + c] += value * dual[s * outputs + c];
                    }
                }
            }
        }
        return matrix;
    }

    /** sum |x| |v| times the number of terms' rounding growth. */
    private static double slack(NetworkProgram program, double[] dual) {
        PatchRows rows = program.rows();
        int outputs = program.outputs();
        double sum = 0;
        for (int s = 0; s < rows.samples(); s++) {
            double length = 0;
            for (int c = 0; c < outputs; c++) {
                length += dual[s * outputs + c] * dual[s * outputs + c];
            }
            for (int k = 0; k < rows.patches(); k++) {
                sum += Math.sqrt(length * rows.squaredNorm(s * rows.patches() + k));
            }
        }
        return sum * Math.sqrt(rows.samples());
    }
}
