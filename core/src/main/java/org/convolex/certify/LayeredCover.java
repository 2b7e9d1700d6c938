package org.convolex.certify;

import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;

/**
 * The response {@code t = sum_b w_b sum over patches k of b of max(0, x_k.u)} of one sample over a box of pairs (u, w): its range, and
 * matrices that lie below and above it, {@code <L, u w^T> <= t <= <U, u w^T>}.
 *
 * <p>Responses of the first layer that keep their sign are the same in both. Of the others, w_b max(0, x.u) lies below the chord of the
 * rectifier where w_b is at least 0, and above any mixture of its two pieces: mixtures with shares of the caller's choice are
 * {@link #mixed}; {@link #lower} and {@link #upper} without them are those of share 0. Where w_b is at most 0 it is the other way
 * round. Where w_b has both signs, the rest above a linear piece is a constant.
 *
 * <p>Matrices are row-major, h x q. Not safe for use from several threads.
 */
final class LayeredCover {
    private final PatchRows rows;
    private final int[] positionOf;
    private final int sample;
    private final FilterBox filters;
    private final FilterBox weights;
    private final int width;
    private final double[] lower;
    private final double[] upper;
    /** For each patch, the share of its linear piece where it is to be mixed; 0 where it is not. */
    private final double[] shares;

    private final double[] reaches;
    private double low;
    private double high;
    private double rowLow;
    private double rowHigh;
    private boolean changing;

    LayeredCover(NetworkProgram program, int sample, FilterBox filters, FilterBox weights) {
        this.rows = program.rows();
        this.positionOf = program.pooling().positionOf();
        this.sample = sample;
        this.filters = filters;
        this.weights = weights;
        this.width = weights.dimension();
        this.lower = new double[filters.dimension() * width];
        this.upper = new double[lower.length];
        this.shares = new double[rows.patches()];
        this.reaches = new double[width];
        cover();
    }

    /** No response of the box is below this times |u_face| |w_face|. */
    double low() {
        return low;
    }

    /** No response of the box is above this times |u_face| |w_face|. */
    double high() {
        return high;
    }

    /** Whether a response of the first layer changes its sign over the box. */
    boolean changing() {
        return changing;
    }

    /** For each position, no sum of responses of the first layer is above this. */
    double[] reaches() {
        return reaches;
    }

    /** L, with share 0 of what may be mixed. */
    double[] lower() {
        return lower;
    }

    /** U, with share 0 of what may be mixed. */
    double[] upper() {
        return upper;
    }

    /** L or U with fixed shares of what may be mixed, those of the chords. */
    double[] mixed(boolean below) {
        double[] mixed = (below ? lower : upper).clone();
        for (int k = 0; k < shares.length; k++) {
            if (mixable(k, below)) {
                add(mixed, k, shares[k]);
            }
        }
        return mixed;
    }

    /** Whether L (or U) holds no matter which share in 0..1 of a patch's linear piece is added to it. */
    boolean mixable(int patch, boolean below) {
        return shares[patch] > 0
                && (below ? weights.low()[positionOf[patch]] >= 0 : weights.high()[positionOf[patch]] <= 0);
    }

    /** Adds a multiple of a patch's linear piece, x w_b, to a matrix. */
    void add(double[] matrix, int patch, double factor) {
        int row = (sample * positionOf.length + patch) * rows.dimension();
        for (int i = 0; i < rows.dimension(); i++) {
            matrix[i * width + positionOf[patch]] += factor * rows.values()[row + i];
        }
    }

    private void cover() {
        double[][] sure = new double[width][rows.dimension()];
        double[] unsure = new double[width]; // the most that responses of changing sign add up to
        for (int k = 0; k < positionOf.length; k++) {
            double[] row = new double[rows.dimension()];
            rows.addTo(row, 1, sample * positionOf.length + k);
            range(row);
            int b = positionOf[k];
            if (rowLow >= 0) {
                rows.addTo(sure[b], 1, sample * positionOf.length + k);
                add(lower, k, 1);
                add(upper, k, 1);
            } else if (rowHigh > 0) {
                changing = true;
                unsure[b] += rowHigh;
                coverChanging(k, b);
            }
        }
        for (int b = 0; b < width; b++) {
            range(sure[b]);
            double least = Math.max(0, rowLow);
            double most = Math.max(0, rowHigh) + unsure[b];
            reaches[b] = most;
            low += weights.low()[b] * (weights.low()[b] >= 0 ? least : most);
            high += weights.high()[b] * (weights.high()[b] >= 0 ? most : least);
        }
    }

    private void coverChanging(int patch, int position) {
        double share = rowHigh / (rowHigh - rowLow);
        double rest = -share * rowLow;
        boolean positive = weights.low()[position] >= 0;
        boolean negative = weights.high()[position] <= 0;
        shares[patch] = share;
        int first = filters.face() * width;
        if (!positive) {
            add(lower, patch, share);
        }
        if (!negative) {
            add(upper, patch, share);
        }
        if (positive) {
            upper[first + position] += rest * filters.sign();
        } else if (negative) {
            lower[first + position] += rest * filters.sign();
        } else {
            double one = rest * filters.sign() * weights.sign();
            lower[first + weights.face()] += weights.low()[position] * one;
            upper[first + weights.face()] += weights.high()[position] * one;
        }
    }

    private void range(double[] row) {
        double centre = 0;
        double reach = 0;
        for (int i = 0; i < row.length; i++) {
            centre += row[i] * (filters.low()[i] + filters.high()[i]) / 2;
            reach += Math.abs(row[i]) * (filters.high()[i] - filters.low()[i]) / 2;
        }
        rowLow = centre - reach;
        rowHigh = centre + reach;
    }
}
