package org.convolex.exact;

import java.util.List;
import org.convolex.linalg.PositiveDefinite;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Workers;

/**
 * Solves {@code (B + A^T H A) d = g} for block-diagonal B of h x h blocks and diagonal H of one curvature a sample, by the
 * formula of Woodbury: what is factored is {@code S = I + H^1/2 A B^-1 A^T H^1/2}, samples x samples, whatever the number of
 * groups. One step of refinement mends what cancellation has cost.
 *
 * <p>Cost O(n^2 h) a group and O(n^3). Memory O(n^2 + groups h^2).
 */
final class NewtonSystem {
    /** Groups whose features are held at a time. */
    private static final int GROUPS_AT_A_TIME = 32;

    private final CellFeatures features;
    private final List<ConePoint> points;
    private final double[][] blocks;
    private final double[][] factors;
    private final double[] roots;
    private final double[] curvatures;
    private final PositiveDefinite schur;
    private final int dimension;
    private final Workers workers;

    /** @param blocks the lower triangles of B's blocks, row-major, positive definite up to rounding */
    NewtonSystem(
            CellFeatures features, List<ConePoint> points, double[][] blocks, double[] curvatures, Workers workers) {
        this.features = features;
        this.points = points;
        this.blocks = blocks;
        this.curvatures = curvatures;
        this.workers = workers;
        this.dimension = points.get(0).value().length;
        this.factors = new double[blocks.length][];
        workers.forEach(blocks.length, p -> factors[p] = factor(blocks[p]));
        this.roots = new double[curvatures.length];
        for (int s = 0; s < roots.length; s++) {
            roots[s] = Math.sqrt(curvatures[s]);
        }
        this.schur = new PositiveDefinite(schur(), curvatures.length);
    }

    /** d; holds NaN where a block or S is no positive definite matrix in this arithmetic. */
    double[] solve(double[] right) {
        double[] solution = once(right);
        double[] residual = times(solution);
        for (int i = 0; i < residual.length; i++) {
            residual[i] = right[i] - residual[i];
        }
        double[] correction = once(residual);
        for (int i = 0; i < solution.length; i++) {
            solution[i] += correction[i];
        }
        return solution;
    }

    private double[] once(double[] right) {
        double[] solution = byBlocks(right);
        double[] scores = features.times(solution);
        for (int s = 0; s < scores.length; s++) {
            scores[s] *= roots[s];
        }
        double[] weights = schur.solve(scores);
        for (int s = 0; s < weights.length; s++) {
            weights[s] *= roots[s];
        }
        double[] correction = byBlocks(features.transposedTimes(weights));
        for (int i = 0; i < solution.length; i++) {
            solution[i] -= correction[i];
        }
        return solution;
    }

    private double[] times(double[] x) {
        double[] scores = features.times(x);
        for (int s = 0; s < scores.length; s++) {
            scores[s] *= curvatures[s];
        }
        double[] product = features.transposedTimes(scores);
        for (int p = 0; p < blocks.length; p++) {
            int at = p * dimension;
            for (int i = 0; i < dimension; i++) {
                for (int j = 0; j < dimension; j++) {
                    double entry = i >= j ? blocks[p][i * dimension + j] : blocks[p][j * dimension + i];
                    product[at + i] += entry * x[at + j];
                }
            }
        }
        return product;
    }

    /** S, lower triangle. */
    private double[] schur() {
        int samples = roots.length;
        double[] sums = new double[samples * samples];
        for (int first = 0; first < points.size(); first += GROUPS_AT_A_TIME) {
            int groups = Math.min(GROUPS_AT_A_TIME, points.size() - first);
            int width = groups * dimension;
            int start = first;
            double[] scaled = new double[samples * width];
            workers.forEachChunk(samples, (chunk, from, to) -> {
                double[] feature = new double[dimension];
                for (int s = from; s < to; s++) {
                    for (int p = 0; p < groups; p++) {
                        features.copy(points.get(start + p), s, feature);
                        forward(factors[start + p], feature);
                        for (int i = 0; i < dimension; i++) {
                            scaled[s * width + p * dimension + i] = roots[s] * feature[i];
                        }
                    }
                }
            });
            workers.forEach(samples, s -> {
                for (int t = 0; t <= s; t++) {
                    sums[s * samples + t] += RowMatrices.dot(scaled, s * width, scaled, t * width, width);
                }
            });
        }
        for (int s = 0; s < samples; s++) {
            sums[s * samples + s] += 1;
        }
        return sums;
    }

    private double[] byBlocks(double[] right) {
        double[] solution = right.clone();
        double[] part = new double[dimension];
        for (int p = 0; p < factors.length; p++) {
            System.arraycopy(right, p * dimension, part, 0, dimension);
            forward(factors[p], part);
            backward(factors[p], part);
            System.arraycopy(part, 0, solution, p * dimension, dimension);
        }
        return solution;
    }

    /** L of the block L L^T. Where rounding leaves a pivot that is not above 0, the diagonal is enlarged. */
    private double[] factor(double[] block) {
        double[] factor = block.clone();
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = factor[i * dimension + j];
                for (int l = 0; l < j; l++) {
                    sum -= factor[i * dimension + l] * factor[j * dimension + l];
                }
                if (i != j) {
                    factor[i * dimension + j] = sum / factor[j * dimension + j];
                } else {
                    factor[i * dimension + i] = Math.sqrt(Math.max(sum, 1e-15 * block[i * dimension + i]));
                }
            }
        }
        return factor;
    }

    private void forward(double[] factor, double[] vector) {
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < i; j++) {
                vector[i] -= factor[i * dimension + j] * vector[j];
            }
            vector[i] /= factor[i * dimension + i];
        }
    }

    private void backward(double[] factor, double[] vector) {
        for (int i = dimension - 1; i >= 0; i--) {
            for (int j = i + 1; j < dimension; j++) {
                vector[i] -= factor[j * dimension + i] * vector[j];
            }
            vector[i] /= factor[i * dimension + i];
        }
    }
}
