package org.convolex.certify;

import org.convolex.network.FilterNorm;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;

/**
 * Bounds {@code sum_s v_s max(0, t_s(u, w))} over a box of pairs (u, w), t_s the second layer's response.
 *
 * <p>A pair is the matrix {@code Z = u w^T}, of length 1 where u and w are. What is linear in Z on either side of a kink is covered as by
 * {@link ScalarRelaxation}: chords under a positive v, mixtures under a negative one. Products of the box's sides are inequalities of Z
 * (McCormick 1976), and so are responses that keep their sign. {@link LeastDualNorm} adds multiples of these matrices to make the sum M
 * short, and as Z has rank one the bound is the largest singular value of M. Its distance from the maximum over the box goes
 * with the square of the box's size.
 *
 * <p>Cost of a bound: O(n K h q), and h^2 q^2 for the sides.
 */
final class LayeredRelaxation implements BoxRelaxation {
    private static final double ROUNDING = 64 * Math.ulp(1.0);

    /** Times its own range over the box: kinks farther from the box than this do not help to bound it. */
    private static final double NEAR = 4;

    /** Singular values this much too large do not cost boxes. */
    private static final double TIGHTNESS = 1e-9;

    /** More matrices than this times the numbers of each are not worth their time. */
    private static final int MOST_MATRICES = 8;

    /** Opposite sides of a narrow box are nearly opposite vectors, between which multiples move slowly. */
    private static final int SWEEPS = 400;

    private static final int CANDIDATE_STEPS = 4;

    private final NetworkProgram program;
    private final PatchRows rows;
    private final double[] dual;
    private final int dimension;
    private final int width;
    private final double[] sizes;
    private final double slack;

    /** @param dual V, one number a sample; the bound is on its own sign only */
    LayeredRelaxation(NetworkProgram program, double[] dual) {
        this.program = program;
        this.rows = program.rows();
        this.dual = dual;
        this.dimension = rows.dimension();
        this.width = program.filterLength() - dimension;
        this.sizes = new double[rows.samples()];
        double sum = 0;
        for (int s = 0; s < rows.samples(); s++) {
            for (int k = 0; k < rows.patches(); k++) {
                sizes[s] += Math.abs(dual[s]) * Math.sqrt(rows.squaredNorm(s * rows.patches() + k));
            }
            sum += sizes[s];
        }
        this.slack = ROUNDING * program.filterLength() * sum;
    }

    @Override
    public BoxBound bound(FilterBox box, double enough) {
        Work work = new Work(box, enough - slack);
        for (int s = 0; s < rows.samples(); s++) {
            if (sizes[s] > 0) {
                work.add(s);
            }
        }
        return work.finish();
    }

    /** One box. */
    private final class Work {
        private final FilterBox box;
        private final FilterBox filters;
        private final FilterBox weights;
        private final double[] sum = new double[dimension * width];
        private final LeastDualNorm least;
        private final double[] importance = new double[dimension + width];
        private int matrices;

        Work(FilterBox box, double enough) {
            this.box = box;
            this.filters = box.part(0, dimension);
            this.weights = box.part(dimension, dimension + width);
            this.least = new LeastDualNorm(FilterNorm.euclidean(sum.length), sum, enough, SWEEPS);
            addSides();
        }

        void add(int sample) {
            LayeredCover cover = new LayeredCover(program, sample, filters, weights);
            double v = dual[sample];
            weigh(cover, sample);
            double range = cover.high() - cover.low();
            if (cover.high() <= 0) {
                if (-cover.high() <= NEAR * range) {
                    addNear(cover.mixed(true), -1, sample);
                }
            } else if (cover.low() >= 0) {
                addLinear(cover, v, 1);
                if (cover.low() <= NEAR * range) {
                    addNear(cover.mixed(false), 1, sample);
                }
            } else if (v < 0) {
                addMatrix(cover.mixed(true), v, 1);
            } else {
                double share = cover.high() / range;
                addLinear(cover, v, share);
                sum[filters.face() * width + weights.face()] -=
                        v * share * cover.low() * filters.sign() * weights.sign();
            }
        }

        /** v times a share of the response, from above. */
        private void addLinear(LayeredCover cover, double v, double share) {
            boolean below = v < 0;
            double factor = v * share;
            double[] matrix = below ? cover.lower() : cover.upper();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += factor * matrix[i];
            }
            for (int k = 0; k < rows.patches(); k++) {
                if (cover.mixable(k, below)) {
                    double[] piece = new double[sum.length];
                    cover.add(piece, k, 1);
                    addMatrix(piece, factor, 1);
                }
            }
        }

        /**
         * A response that keeps its sign, as an inequality. Its multiple has no limit, and its terms may cancel: so that it holds
         * all the same, more than it can have been rounded by is added.
         */
        private void addNear(double[] matrix, int sign, int sample) {
            double rounded = ROUNDING * sum.length * sizes[sample] / Math.abs(dual[sample]);
            matrix[filters.face() * width + weights.face()] += sign * rounded * filters.sign() * weights.sign();
            addMatrix(matrix, sign, Double.POSITIVE_INFINITY);
        }

        private void addMatrix(double[] matrix, double factor, double most) {
            if (matrices == MOST_MATRICES * sum.length) {
                return; // its multiple stays 0, which is one of those that hold
            }
            matrices++;
            int at = least.add(most);
            for (int i = 0; i < matrix.length; i++) {
                least.vectors()[at + i] = factor * matrix[i];
            }
        }

        /** Products of what is at least 0 all over the box, one factor of u and one of w. */
        private void addSides() {
            double[][] ofFilters = sides(filters);
            double[][] ofWeights = sides(weights);
            if ((long) ofFilters.length * ofWeights.length > MOST_MATRICES / 2L * sum.length) {
                return;
            }
            for (double[] a : ofFilters) {
                for (double[] b : ofWeights) {
                    double[] product = new double[sum.length];
                    for (int i = 0; i < dimension; i++) {
                        for (int j = 0; j < width; j++) {
                            product[i * width + j] = a[i] * b[j];
                        }
                    }
                    addMatrix(product, 1, Double.POSITIVE_INFINITY);
                }
            }
        }

        private static double[][] sides(FilterBox of) {
            int face = of.face();
            if (of.dimension() == 1) {
                return new double[][] {{of.sign()}};
            }
            double[][] sides = new double[2 * of.dimension() - 2][of.dimension()];
            int next = 0;
            for (int i = 0; i < of.dimension(); i++) {
                if (i != face) {
                    sides[next][i] = 1;
                    sides[next++][face] = -of.low()[i] * of.sign();
                    sides[next][i] = -1;
                    sides[next++][face] = of.high()[i] * of.sign();
                }
            }
            return sides;
        }

        private void weigh(LayeredCover cover, int sample) {
            boolean kink = cover.low() < 0 && cover.high() > 0;
            double share = kink || cover.changing() ? 1 : 0.1;
            for (int k = 0; k < rows.patches(); k++) {
                int b = program.pooling().positionOf()[k];
                double weight = share * Math.abs(dual[sample]) * Math.max(-weights.low()[b], weights.high()[b]);
                int row = (sample * rows.patches() + k) * dimension;
                for (int i = 0; i < dimension; i++) {
                    importance[i] += weight * Math.abs(rows.values()[row + i]);
                }
            }
            for (int b = 0; b < width; b++) {
                importance[dimension + b] += share * Math.abs(dual[sample]) * cover.reaches()[b];
            }
        }

        BoxBound finish() {
            double[] shortest = least.solve();
            double upper = Math.min(largestSingularValue(shortest), overTheBox(least.bounded()));
            return new BoxBound(upper + slack + least.rounding(), candidate(shortest), widest());
        }

        private double largestSingularValue(double[] matrix) {
            double[] gram = new double[width * width];
            for (int i = 0; i < width; i++) {
                for (int j = 0; j <= i; j++) {
                    double product = 0;
                    for (int r = 0; r < dimension; r++) {
                        product += matrix[r * width + i] * matrix[r * width + j];
                    }
                    gram[i * width + j] = product;
                    gram[j * width + i] = product;
                }
            }
            return Math.sqrt(SpectralBound.ofLargestEigenvalue(gram, width, TIGHTNESS));
        }

        /** The largest u^T M w over the box by the shortest u and w. */
        private double overTheBox(double[] matrix) {
            double largest = 0;
            for (int i = 0; i < dimension; i++) {
                for (int b = 0; b < width; b++) {
                    double a = matrix[i * width + b] * filters.low()[i];
                    double c = matrix[i * width + b] * filters.high()[i];
                    largest += Math.max(
                            Math.max(a * weights.low()[b], a * weights.high()[b]),
                            Math.max(c * weights.low()[b], c * weights.high()[b]));
                }
            }
            return Math.max(0, largest) / (shortest(filters) * shortest(weights));
        }

        private static double shortest(FilterBox of) {
            double squares = 0;
            for (int i = 0; i < of.dimension(); i++) {
                double nearest = Math.max(0, Math.max(of.low()[i], -of.high()[i]));
                squares += nearest * nearest;
            }
            return Math.sqrt(squares);
        }

        /** Near the leading singular vectors of a matrix. */
        private double[] candidate(double[] matrix) {
            double[] pair = box.middle();
            for (int step = 0; step < CANDIDATE_STEPS; step++) {
                double[] next = new double[pair.length];
                for (int i = 0; i < dimension; i++) {
                    for (int b = 0; b < width; b++) {
                        next[i] += matrix[i * width + b] * pair[dimension + b];
                    }
                }
                for (int i = 0; i < dimension; i++) {
                    for (int b = 0; b < width; b++) {
                        next[dimension + b] += matrix[i * width + b] * next[i];
                    }
                }
                pair = next;
            }
            return pair;
        }

        /** Where what changes varies most over the box. */
        private int widest() {
            int widest = program.filterLength(); // none: the box is a single pair
            double most = 0;
            for (int i = 0; i < importance.length; i++) {
                double length = (box.high()[i] - box.low()[i]) * (importance[i] + slack);
                if (length > most) {
                    most = length;
                    widest = i;
                }
            }
            return widest;
        }
    }
}
