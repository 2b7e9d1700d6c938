package org.convolex.certify;

import java.util.Arrays;

/**
 * An upper bound on the largest eigenvalue of a symmetric positive semidefinite matrix, with a proof.
 *
 * <p>Power iteration guesses from below, so its result proves nothing. The guess, a little enlarged, is accepted only
 * when {@code tau I - M} has a Cholesky factorization: then it is positive definite, and tau bounds every eigenvalue.
 * The rounding error of the factorization, at most about (size + 1) eps trace(tau I) (Higham, Accuracy and Stability of
 * Numerical Algorithms, theorem 10.3), is added on top.
 */
final class SpectralBound {
    private static final int POWER_STEPS = 100;

    private static final double TIGHTNESS = 5e-6;

    private static final double EPSILON = Math.ulp(1.0);

    private SpectralBound() {}

    /** A bound at most 5e-6 of itself above the largest eigenvalue. */
    static double ofLargestEigenvalue(double[] matrix, int size) {
        return ofLargestEigenvalue(matrix, size, TIGHTNESS);
    }

    /**
     * @param matrix row-major, size x size, symmetric positive semidefinite up to rounding
     * @param tightness the share by which the bound may exceed the largest eigenvalue, above 1e-12
     * @return tau, at least the largest eigenvalue; infinite if the matrix holds a number that is not finite
     */
    static double ofLargestEigenvalue(double[] matrix, int size, double tightness) {
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += matrix[i * size + i];
        }
        for (double entry : matrix) {
            if (!Double.isFinite(entry)) {
                return Double.POSITIVE_INFINITY;
            }
        }
        if (trace <= 0) {
            return 0; // a semidefinite matrix with no trace is zero
        }
        double low = powerIteration(matrix, size);
        double high = trace; // bounds every eigenvalue
        for (double enlargement = 1e-8; enlargement < 1 && low < trace; enlargement *= 10) {
            double tau = low * (1 + enlargement);
            if (tau < trace && isPositiveDefinite(matrix, size, tau)) {
                high = tau;
                break;
            }
        }
        // Power iteration is slow on eigenvalues that crowd together, as those of a gradient do near the optimum.
        while (low > 0 && high - low > tightness * high) {
            double tau = low + (high - low) / 2;
            if (isPositiveDefinite(matrix, size, tau)) {
                high = tau;
            } else {
                low = tau;
            }
        }
        return high * (1 + 4 * EPSILON * size * (size + 1.0));
    }

    private static double powerIteration(double[] matrix, int size) {
        double[] vector = new double[size];
        for (int i = 0; i < size; i++) {
            vector[i] = 1 + (i * 0.6180339887498949) % 1; // not orthogonal to the leading one but by bad luck
        }
        double largest = 0;
        for (int step = 0; step < POWER_STEPS; step++) {
            double[] next = new double[size];
            double norm = 0;
            for (int i = 0; i < size; i++) {
                double sum = 0;
                for (int j = 0; j < size; j++) {
                    sum += matrix[i * size + j] * vector[j];
                }
                next[i] = sum;
                norm += sum * sum;
            }
            norm = Math.sqrt(norm);
            if (norm == 0) {
                return 0;
            }
            for (int i = 0; i < size; i++) {
                vector[i] = next[i] / norm;
            }
            largest = norm;
        }
        return largest;
    }

    /** Whether tau I - M has a Cholesky factorization L L^T. */
    private static boolean isPositiveDefinite(double[] matrix, int size, double tau) {
        double[][] rows = new double[size][];
        for (int i = 0; i < size; i++) {
            rows[i] = Arrays.copyOfRange(matrix, i * size, i * size + i + 1);
            for (int j = 0; j <= i; j++) {
                rows[i][j] = (i == j ? tau : 0) - rows[i][j];
            }
            for (int j = 0; j < i; j++) {
                double sum = rows[i][j];
                for (int l = 0; l < j; l++) {
                    sum -= rows[i][l] * rows[j][l];
                }
                rows[i][j] = sum / rows[j][j];
                rows[i][i] -= rows[i][j] * rows[i][j];
            }
            if (!(rows[i][i] > 0)) {
                return false;
            }
            rows[i][i] = Math.sqrt(rows[i][i]);
        }
        return true;
    }
}
