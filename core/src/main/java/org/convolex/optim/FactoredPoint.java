package org.convolex.optim;

import java.util.ArrayList;
import java.util.List;
import org.convolex.hash.Sha256;
import org.convolex.linalg.RightSingularVectors;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Workers;

/**
 * A low-rank point A = sum_j u_j b_j^T in single precision, as models hold it: the u_j are the filters (the left singular
 * vectors of A), the b_j say what each filter's response at each position counts for each output.
 *
 * <p>Immutable by convention: the arrays are not copied and must not change. Safe for use from many threads.
 *
 * @param features the length m of a filter
 * @param filters rank rows u_j, unit vectors up to rounding
 * @param responses rank rows b_j of outputs x positions numbers, in order of falling norm
 */
public record FactoredPoint(int features, float[][] filters, float[][] responses) {
    /** Singular values below this share of the largest are rounding, and are left out. */
    private static final double NEGLIGIBLE = 1e-6;

    /** Room for the rounding to single precision, so that the rounded point is still inside the ball. */
    private static final double ROUNDING_MARGIN = 1e-7;

    /**
     * @throws IllegalArgumentException if filters and responses differ in number or have rows of another length
     */
    public FactoredPoint {
        if (filters.length != responses.length) {
            throw new IllegalArgumentException(
                    "FactoredPoint: " + filters.length + " filters but " + responses.length + " responses");
        }
        for (int j = 0; j < filters.length; j++) {
            if (filters[j].length != features || responses[j].length != responses[0].length) {
                throw new IllegalArgumentException("FactoredPoint: rows of component " + j + " have lengths "
                        + filters[j].length + " and " + responses[j].length + ", expected " + features + " and "
                        + responses[0].length);
            }
        }
    }

    /**
     * The singular value decomposition of a point, from the Gram matrix of its features, rounded and, where rounding
     * would leave the ball, scaled back into it.
     *
     * @param point A, in the order of {@link NuclearNormProgram}
     */
    public static FactoredPoint of(double[] point, int features, NuclearNormBall ball, Workers workers) {
        RightSingularVectors decomposition = RightSingularVectors.of(point, features, workers);
        List<double[]> vectors = new ArrayList<>();
        double[] values = decomposition.values();
        for (int j = 0; j < values.length && values[j] > NEGLIGIBLE * values[0]; j++) {
            vectors.add(decomposition.vectors()[j]);
        }
        int rank = vectors.size();
        double[] columns = new double[features * rank];
        for (int j = 0; j < rank; j++) {
            for (int i = 0; i < features; i++) {
                columns[i * rank + j] = vectors.get(j)[i];
            }
        }
        double[] coordinates =
                rank == 0 ? new double[0] : RowMatrices.multiply(point, features, columns, rank, workers);
        int rows = point.length / features;
        double norm = 0;
        for (int j = 0; j < rank; j++) {
            norm += values[j];
        }
        double scale = Math.min(1, ball.radius() * (1 - ROUNDING_MARGIN) / norm);
        float[][] filters = new float[rank][features];
        float[][] responses = new float[rank][rows];
        for (int j = 0; j < rank; j++) {
            for (int i = 0; i < features; i++) {
                filters[j][i] = (float) vectors.get(j)[i];
            }
            for (int row = 0; row < rows; row++) {
                responses[j][row] = (float) (scale * coordinates[row * rank + j]);
            }
        }
        return new FactoredPoint(features, filters, responses);
    }

    /** SHA-256 over all numbers, as hexadecimal digits. */
    public String hash() {
        Sha256 sum = new Sha256();
        for (int j = 0; j < rank(); j++) {
            sum.floats(filters[j]).floats(responses[j]);
        }
        return sum.hex();
    }

    /** The number of components. */
    public int rank() {
        return filters.length;
    }

    /** The norms of the b_j: the singular values of A, largest first, as far as the filters are orthonormal. */
    public double[] singularValues() {
        double[] values = new double[rank()];
        for (int j = 0; j < values.length; j++) {
            double sum = 0;
            for (float value : responses[j]) {
                sum += (double) value * value;
            }
            values[j] = Math.sqrt(sum);
        }
        return values;
    }

    /**
     * A itself, in the order of {@link NuclearNormProgram}. Cost: length of A times rank.
     *
     * @param length outputs x positions x features
     */
    public double[] dense(int length) {
        double[] dense = new double[length];
        for (int j = 0; j < rank(); j++) {
            for (int row = 0; row < responses[j].length; row++) {
                double factor = responses[j][row];
                int at = row * features;
                for (int i = 0; i < features; i++) {
                    dense[at + i] += factor * filters[j][i];
                }
            }
        }
        return dense;
    }
}
