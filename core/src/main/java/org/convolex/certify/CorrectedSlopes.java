package org.convolex.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.convolex.linalg.PositiveDefinite;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.PatchRows;

/**
 * u and t of a program with slack: as the filter has them, then with what is left of b - c shared out among kinks, normals and,
 * reluctantly, u. Not safe for use from several threads.
 */
final class CorrectedSlopes {
    /** How much less than kinks, which are free, the samples' weights take part in closing what is left of b - c. */
    private static final double SHARE_OF_WEIGHTS = 1e-10;

    private final RelaxedPoint point;
    private final PatchRows rows;
    private final Workers workers;
    private final double[] weights;
    private final double[] slopes;
    private final boolean[] free;
    private final List<double[]> normals;
    private final double[] multipliers;
    private final boolean[] ended;
    private final double share;
    private int kinks;

    /** @param near the share of its terms up to which a response is zero */
    CorrectedSlopes(RelaxedPoint point, double near, Workers workers) {
        this.point = point;
        this.rows = point.rows();
        this.workers = workers;
        this.weights = new double[rows.samples()];
        this.slopes = new double[rows.count()];
        this.free = new boolean[rows.count()];
        this.normals = point.program().region().normals(point.filter());
        this.multipliers = new double[normals.size()];
        this.ended = new boolean[normals.size()];
        double largest = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.max(0, point.outputs()[i] - point.target(i));
            largest = Math.max(largest, weights[i]);
            for (int row = i * rows.patches(); row < (i + 1) * rows.patches(); row++) {
                free[row] = weights[i] > 0 && point.kink(row, near);
                kinks += free[row] ? 1 : 0;
                slopes[row] = free[row]
                        ? (1 + point.activation().leastSlope()) / 2
                        : point.activation().slope(point.responses()[row]);
            }
        }
        this.share = SHARE_OF_WEIGHTS * largest * largest;
    }

    /** How many slopes may be anything between both of a kink. */
    int kinks() {
        return kinks;
    }

    void improve(CompetitorBound bound) {
        bound.improve(shares(), normal());
    }

    private List<SampleShare> shares() {
        List<SampleShare> shares = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                int from = i * rows.patches();
                shares.add(new SampleShare(i, weights[i], Arrays.copyOfRange(slopes, from, from + rows.patches())));
            }
        }
        return shares;
    }

    private double[] normal() {
        double[] normal = new double[point.filter().length];
        for (int k = 0; k < multipliers.length; k++) {
            Vectors.addTo(normal, multipliers[k], normals.get(k));
        }
        return normal;
    }

    /**
     * The smallest change, in proportion to how far each may go, that closes b - c; then back into the ranges.
     *
     * @return whether there is a change
     */
    boolean correct() {
        int dimension = point.filter().length;
        double[] sums = workers.sumOverChunks(weights.length, dimension + dimension * dimension, (from, to) -> {
            double[] sum = new double[dimension + dimension * dimension];
            for (int i = from; i < to; i++) {
                if (weights[i] > 0) {
                    double[] slope = slopeOf(i);
                    for (int a = 0; a < dimension; a++) {
                        sum[a] += weights[i] * slope[a];
                    }
                    RowMatrices.addOuterProduct(sum, dimension, share, slope);
                    for (int row = i * rows.patches(); row < (i + 1) * rows.patches(); row++) {
                        if (free[row]) {
                            double[] block = new double[dimension];
                            rows.addTo(block, 1, row);
                            RowMatrices.addOuterProduct(sum, dimension, freedom(i), block);
                        }
                    }
                }
            }
            return sum;
        });
        double[] rest = point.pull().clone();
        Vectors.addTo(rest, -1, Arrays.copyOf(sums, dimension));
        Vectors.addTo(rest, -1, normal());
        double[] matrix = Arrays.copyOfRange(sums, dimension, sums.length);
        double normalShare = Vectors.dot(point.pull(), point.pull());
        for (int k = 0; k < multipliers.length; k++) {
            if (!ended[k]) {
                RowMatrices.addOuterProduct(matrix, 0, normalShare, normals.get(k));
            }
        }
        double[] change = new PositiveDefinite(matrix, dimension).solve(rest);
        if (!(Vectors.length(change) > 0)) {
            return false; // NaN, too: nothing is active
        }
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                move(i, change);
            }
        }
        for (int k = 0; k < multipliers.length; k++) {
            if (!ended[k]) {
                multipliers[k] += normalShare * Vectors.dot(normals.get(k), change);
                ended[k] = !(multipliers[k] > 0);
                multipliers[k] = Math.max(0, multipliers[k]);
            }
        }
        return true;
    }

    private double freedom(int sample) {
        double width = weights[sample] * (1 - point.activation().leastSlope());
        return width * width;
    }

    private double[] slopeOf(int sample) {
        double[] slope = new double[point.filter().length];
        for (int row = sample * rows.patches(); row < (sample + 1) * rows.patches(); row++) {
            if (slopes[row] != 0) {
                rows.addTo(slope, slopes[row], row);
            }
        }
        return slope;
    }

    private void move(int sample, double[] change) {
        double more = share * Vectors.dot(slopeOf(sample), change);
        double freedom = freedom(sample);
        for (int row = sample * rows.patches(); row < (sample + 1) * rows.patches(); row++) {
            if (free[row]) {
                double wanted = slopes[row] + freedom * rows.dot(row, change) / weights[sample];
                slopes[row] = Math.max(point.activation().leastSlope(), Math.min(1, wanted));
                free[row] = slopes[row] == wanted;
            }
        }
        weights[sample] = Math.max(0, weights[sample] + more);
    }
}
