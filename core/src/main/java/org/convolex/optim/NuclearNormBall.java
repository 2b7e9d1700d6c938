package org.convolex.optim;

import org.convolex.linalg.RightSingularVectors;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Workers;

/**
 * The constraint {@code ||A||_* <= R}: the sum of the singular values of A is at most R.
 *
 * <p>A point is held by its transposed rows (see {@link NuclearNormProgram}). All work is done on the Gram matrix of the
 * features, m x m, which is far smaller than A: no singular value decomposition of A itself is ever taken. Immutable and
 * safe for use from many threads.
 *
 * @param radius R, finite and above 0
 */
public record NuclearNormBall(double radius) {

    /**
     * @throws IllegalArgumentException if the radius is not finite and above 0
     */
    public NuclearNormBall {
        if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("NuclearNormBall: radius must be finite and > 0, got " + radius);
        }
    }

    /**
     * A projected point.
     *
     * @param point the nearest point of the ball
     * @param nuclearNorm its nuclear norm
     * @param rank the number of its singular values that are not 0
     */
    public record Projection(double[] point, double nuclearNorm, int rank) {}

    /**
     * The Euclidean projection: the singular values are projected onto the l1 ball (Duchi et al. 2008), the singular
     * vectors stay. Cost: two products of A with an m x m matrix and one m x m eigendecomposition; when r singular values
     * survive, the second product shrinks to rank r.
     */
    public Projection project(double[] point, int features, Workers workers) {
        RightSingularVectors decomposition = RightSingularVectors.of(point, features, workers);
        double[] singular = decomposition.values();
        double norm = sum(singular);
        if (norm <= radius) {
            return new Projection(point, norm, rank(singular));
        }
        double threshold = threshold(singular);
        int rank = 0;
        while (rank < singular.length && singular[rank] > threshold) {
            rank++;
        }
        double[] shrunk = shrink(point, features, decomposition, threshold, rank, workers);
        return new Projection(shrunk, radius, rank);
    }

    /** ||A||_*. Cost: one Gram matrix and one m x m eigendecomposition. */
    public static double nuclearNorm(double[] point, int features, Workers workers) {
        return sum(RightSingularVectors.valuesOf(point, features, workers));
    }

    /** The support function R ||G||_2, the largest inner product of G with a point of the ball. Same cost. */
    public double support(double[] gradient, int features, Workers workers) {
        return radius * RightSingularVectors.valuesOf(gradient, features, workers)[0];
    }

    /** The threshold t with sum_j max(s_j - t, 0) = R, for descending s whose sum exceeds R. */
    private double threshold(double[] descending) {
        double sum = 0;
        double threshold = 0;
        for (int j = 0; j < descending.length; j++) {
            sum += descending[j];
            double candidate = (sum - radius) / (j + 1);
            if (candidate >= descending[j]) {
                break;
            }
            threshold = candidate;
        }
        return threshold;
    }

    /** sum_j (1 - t / s_j) of the parts of the point along the surviving eigenvectors. */
    private static double[] shrink(
            double[] point,
            int features,
            RightSingularVectors decomposition,
            double threshold,
            int rank,
            Workers workers) {
        double[] analysis = new double[features * rank];
        double[] synthesis = new double[rank * features];
        for (int j = 0; j < rank; j++) {
            double factor = 1 - threshold / decomposition.values()[j];
            for (int i = 0; i < features; i++) {
                analysis[i * rank + j] = decomposition.vectors()[j][i];
                synthesis[j * features + i] = factor * decomposition.vectors()[j][i];
            }
        }
        if (2 * rank < features) {
            double[] coordinates = RowMatrices.multiply(point, features, analysis, rank, workers);
            return RowMatrices.multiply(coordinates, rank, synthesis, features, workers);
        }
        double[] shrinkage = RowMatrices.multiply(analysis, rank, synthesis, features, workers);
        return RowMatrices.multiply(point, features, shrinkage, features, workers);
    }

    private static int rank(double[] singular) {
        int rank = 0;
        while (rank < singular.length && singular[rank] > 1e-7 * singular[0]) {
            rank++; // eigenvalues of the Gram matrix cannot tell smaller ones from rounding
        }
        return rank;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
