package org.convolex.certify;

import java.util.Arrays;
import org.convolex.linalg.SquareSystem;
import org.convolex.network.FilterNorm;

/**
 * {@code min N°(a + sum_i t_i g_i)} over {@code 0 <= t_i <= most_i} where {@code N°} is a largest length of several groups: a second-order
 * cone program, by an interior-point method. With c the vector and z above its dual norm, Newton's method follows the minimum of
 *
 * <pre>
 *   tau (z + eps sum_i |g_i| t_i) - sum_g log(w_g^2 z^2 - |c_g|^2) - sum_i log(t_i (most_i - t_i)),   tau growing.
 * </pre>
 *
 * <p>The small cost eps of the multiples keeps those finite that could grow together without a change of c. Its steps need a system of h + 1
 * unknowns, c and z, however many vectors there are: cost O(m h^2 + h^3) each, some fifty of them. Any multiples within their bounds are
 * true, so that rounding, or an early end, costs tightness alone. Not safe for use from several threads.
 */
final class GroupNormBarrier {
    private static final double COST_OF_MULTIPLES = 1e-10;
    private static final double GROWTH = 20;
    private static final double CENTRED = 0.3;
    private static final double PRECISION = 1e-9;
    private static final double SUFFICIENT = 0.1;
    private static final double TO_THE_BOUNDARY = 0.95;
    private static final int STEPS_OF_A_CENTRE = 30;
    private static final int STEPS = 150;
    private static final int HALVINGS = 30;

    /** Of the distance to {@code enough}: a minimum known so well to be above it is a reason to end. */
    private static final double HOPELESS = 0.05;

    private final FilterNorm norm;
    private final double[] start;
    private final double[] vectors;
    private final double[] most;
    private final double[] lengths;
    private final int dimension;
    private final int count;

    private double[] multiples;
    private double[] sum;
    private double height;
    private double sharpness;
    private double[] best;
    private double least = Double.POSITIVE_INFINITY;

    private final double[] slopes;
    private final double[] curvatures;
    private final double[] conesSlope;
    private final double[][] conesCurvature;

    /**
     * @param vectors g, row after row; those of length 0 are left out
     * @param most largest multiples, infinite where there is none
     */
    GroupNormBarrier(FilterNorm norm, double[] start, double[] vectors, double[] most, int count) {
        this.norm = norm;
        this.start = start;
        this.vectors = vectors;
        this.most = most;
        this.count = count;
        this.dimension = start.length;
        this.lengths = new double[count];
        this.slopes = new double[count];
        this.curvatures = new double[count];
        this.conesSlope = new double[dimension + 1];
        this.conesCurvature = new double[dimension + 1][dimension + 1];
        double size = Math.max(norm.dual(start), Double.MIN_NORMAL);
        this.multiples = new double[count];
        for (int i = 0; i < count; i++) {
            double square = 0;
            for (int j = 0; j < dimension; j++) {
                square += vectors[i * dimension + j] * vectors[i * dimension + j];
            }
            lengths[i] = Math.sqrt(square);
            multiples[i] = lengths[i] == 0 ? 0 : Math.min(most[i] / 2, size / lengths[i] / count);
        }
        this.sum = sumOf(multiples);
        this.best = multiples;
        this.height = 1.5 * Math.max(norm.dual(sum), size);
    }

    /**
     * The multiples of the least dual norm that was met.
     *
     * @param enough a dual norm that need not be undercut
     */
    double[] solve(double enough) {
        int barriers = 2 * norm.groups() + 2 * count;
        sharpness = barriers / height;
        keep();
        int steps = 0;
        while (least > enough && steps < STEPS) {
            for (int step = 0; step < STEPS_OF_A_CENTRE && least > enough && steps < STEPS; step++) {
                steps++;
                double decrement = step();
                keep();
                if (!(decrement > CENTRED)) {
                    break;
                }
            }
            double gap = barriers / sharpness;
            if (gap < PRECISION * height || (height - gap > enough && gap < HOPELESS * (height - gap - enough))) {
                break;
            }
            sharpness *= GROWTH;
        }
        return best;
    }

    private void keep() {
        double dual = norm.dual(sum);
        if (dual < least) {
            least = dual;
            best = multiples;
        }
    }

    private double[] sumOf(double[] multiples) {
        double[] sum = start.clone();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < dimension; j++) {
                sum[j] += multiples[i] * vectors[i * dimension + j];
            }
        }
        return sum;
    }

    /** @return Newton's decrement, squared; not a number, and nothing changed, where no step leads further down */
    private double step() {
        coneDerivatives();
        // The step of the multiples is -(gradient + g . (C [dc, dz])) / curvature, that of c the same step of the sum
        // of vectors.
        double[][] system = new double[dimension + 1][];
        double[] right = new double[dimension + 1];
        double[][] spread = spread(right);
        for (int i = 0; i < dimension; i++) {
            system[i] = new double[dimension + 1];
            system[i][i] = 1;
            for (int j = 0; j <= dimension; j++) {
                for (int k = 0; k < dimension; k++) {
                    system[i][j] += spread[i][k] * conesCurvature[k][j];
                }
            }
        }
        system[dimension] = conesCurvature[dimension];
        right[dimension] = -(sharpness + conesSlope[dimension]);
        double[] move = SquareSystem.solve(system, right);
        if (move == null) {
            return Double.NaN;
        }
        double[] pull = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= dimension; j++) {
                pull[i] += conesCurvature[i][j] * move[j];
            }
        }
        double[] direction = new double[count];
        double rise = move[dimension];
        double decrease = (sharpness + conesSlope[dimension]) * rise;
        for (int i = 0; i < count; i++) {
            if (lengths[i] > 0) {
                double along = slopes[i];
                for (int j = 0; j < dimension; j++) {
                    along += vectors[i * dimension + j] * pull[j];
                }
                direction[i] = -along / curvatures[i];
                decrease += slopes[i] * direction[i];
            }
        }
        return decrease < 0 && move(direction, rise, decrease) ? -decrease : Double.NaN;
    }

    /** Fills the slopes and curvatures of the multiples; the sum of {@code g g^T} over the curvatures, and the right side for c. */
    private double[][] spread(double[] right) {
        double[][] spread = new double[dimension][dimension];
        for (int i = 0; i < count; i++) {
            if (lengths[i] == 0) {
                continue;
            }
            double below = 1 / multiples[i];
            double above = Double.isInfinite(most[i]) ? 0 : 1 / (most[i] - multiples[i]);
            slopes[i] = sharpness * COST_OF_MULTIPLES * lengths[i] - below + above;
            curvatures[i] = below * below + above * above;
            int at = i * dimension;
            for (int j = 0; j < dimension; j++) {
                slopes[i] += vectors[at + j] * conesSlope[j];
            }
            for (int j = 0; j < dimension; j++) {
                double share = vectors[at + j] / curvatures[i];
                right[j] -= share * slopes[i];
                for (int k = 0; k < dimension; k++) {
                    spread[j][k] += share * vectors[at + k];
                }
            }
        }
        return spread;
    }

    /** First and second derivatives of the cones' barriers by c and, last, z. */
    private void coneDerivatives() {
        for (double[] row : conesCurvature) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(conesSlope, 0);
        for (int g = 0; g < norm.groups(); g++) {
            double weight = norm.weights()[g] * norm.weights()[g];
            double rest = rest(sum, height, g);
            conesSlope[dimension] -= 2 * weight * height / rest;
            conesCurvature[dimension][dimension] += 2 * weight / rest * (2 * weight * height * height / rest - 1);
            for (int i = norm.start(g); i < norm.ends()[g]; i++) {
                conesSlope[i] = 2 * sum[i] / rest;
                conesCurvature[i][i] += 2 / rest;
                double mixed = -4 * weight * height * sum[i] / (rest * rest);
                conesCurvature[i][dimension] = mixed;
                conesCurvature[dimension][i] = mixed;
                for (int j = norm.start(g); j < norm.ends()[g]; j++) {
                    conesCurvature[i][j] += 4 * sum[i] * sum[j] / (rest * rest);
                }
            }
        }
    }

    private double rest(double[] sum, double height, int group) {
        double reach = norm.weights()[group] * height;
        double length = norm.length(sum, group);
        return (reach - length) * (reach + length);
    }

    /** The largest step that stays inside, halved until the barrier falls. */
    private boolean move(double[] direction, double rise, double slope) {
        double length = 1;
        for (int i = 0; i < count; i++) {
            double room = direction[i] < 0 ? multiples[i] : most[i] - multiples[i];
            if (direction[i] != 0) {
                length = Math.min(length, TO_THE_BOUNDARY * room / Math.abs(direction[i]));
            }
        }
        double before = barrier(multiples, sum, height);
        for (int halving = 0; halving < HALVINGS; halving++) {
            double[] next = multiples.clone();
            for (int i = 0; i < count; i++) {
                next[i] += length * direction[i];
            }
            double[] nextSum = sumOf(next);
            double nextHeight = height + length * rise;
            if (barrier(next, nextSum, nextHeight) <= before + SUFFICIENT * length * slope) {
                multiples = next;
                sum = nextSum;
                height = nextHeight;
                return true;
            }
            length /= 2;
        }
        return false;
    }

    /** Infinite outside. */
    private double barrier(double[] multiples, double[] sum, double height) {
        double value = sharpness * height;
        for (int g = 0; g < norm.groups(); g++) {
            double rest = rest(sum, height, g);
            value -= rest > 0 && height > 0 ? Math.log(rest) : Double.NEGATIVE_INFINITY;
        }
        for (int i = 0; i < count; i++) {
            if (lengths[i] > 0) {
                value += sharpness * COST_OF_MULTIPLES * lengths[i] * multiples[i] - Math.log(multiples[i]);
                value -= Double.isInfinite(most[i]) ? 0 : Math.log(most[i] - multiples[i]);
            }
        }
        return value;
    }
}
