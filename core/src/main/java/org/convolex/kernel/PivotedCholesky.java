package org.convolex.kernel;

import java.util.Arrays;
import org.convolex.linalg.Workers;

/**
 * Cholesky decomposition K ~ L L^T of the kernel matrix of some points, with the point of the largest residual as the next
 * pivot, until every residual K(z, z) - (L L^T)(z, z) is within a tolerance. Then every entry of K - L L^T is, for the
 * residual is positive semi-definite. The rows of L belong to the map {@code phi(z) = L_pp^-1 v(z)} with the pivots as
 * landmarks. Cost: N r^2 multiply-adds and N r numbers for N points and r pivots; K itself is never stored.
 */
final class PivotedCholesky {
    private PivotedCholesky() {}

    /**
     * The map that belongs to the pivots. Does not depend on the number of threads.
     *
     * @param tolerance as a share of the largest K(z, z)
     */
    static LandmarkFeatures decompose(
            MapKind kind, Kernel kernel, double[][] points, double tolerance, Workers workers) {
        int count = points.length;
        double[] residual = new double[count];
        for (int i = 0; i < count; i++) {
            residual[i] = kernel.value(points[i], points[i]);
        }
        double bound = tolerance * Arrays.stream(residual).max().orElse(0);
        double[][] columns = new double[count][];
        int[] pivots = new int[count];
        int rank = 0;
        for (; rank < count; rank++) {
            int pivot = largest(residual);
            if (rank > 0 && !(residual[pivot] > bound)) {
                break;
            }
            columns[rank] = column(kernel, points, columns, rank, pivot, residual, workers);
            pivots[rank] = pivot;
        }
        int dimension = points[0].length;
        double[] landmarks = new double[rank * dimension];
        double[] triangle = new double[rank * rank];
        for (int j = 0; j < rank; j++) {
            System.arraycopy(points[pivots[j]], 0, landmarks, j * dimension, dimension);
            for (int k = 0; k <= j; k++) {
                triangle[j * rank + k] = columns[k][pivots[j]];
            }
        }
        return new LandmarkFeatures(kind, kernel, dimension, landmarks, inverse(triangle, rank));
    }

    private static int largest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The next column of L; takes its squares off the residuals. */
    private static double[] column(
            Kernel kernel,
            double[][] points,
            double[][] columns,
            int rank,
            int pivot,
            double[] residual,
            Workers workers) {
        double root = Math.sqrt(residual[pivot]);
        double[] column = new double[points.length];
        workers.forEachChunk(points.length, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                column[i] = kernel.value(points[i], points[pivot]);
            }
            for (int k = 0; k < rank; k++) {
                double[] before = columns[k];
                double factor = before[pivot];
                for (int i = from; i < to; i++) {
                    column[i] -= factor * before[i];
                }
            }
            for (int i = from; i < to; i++) {
                column[i] /= root;
            }
        });
        for (int i = 0; i < column.length; i++) {
            residual[i] -= column[i] * column[i];
        }
        residual[pivot] = 0;
        return column;
    }

    /** The inverse of a lower triangular matrix, row by row. */
    private static double[] inverse(double[] triangle, int size) {
        double[] inverse = new double[size * size];
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < j; k++) {
                double factor = triangle[j * size + k];
                for (int l = 0; l <= k; l++) {
                    inverse[j * size + l] -= factor * inverse[k * size + l];
                }
            }
            double diagonal = triangle[j * size + j];
            for (int l = 0; l < j; l++) {
                inverse[j * size + l] /= diagonal;
            }
            inverse[j * size + j] = 1 / diagonal;
        }
        return inverse;
    }
}
