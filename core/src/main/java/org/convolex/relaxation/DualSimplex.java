package org.convolex.relaxation;

import java.util.Arrays;
import org.convolex.linalg.DoubleKernels;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Vectors;

/**
 * A linear program in few variables whose constraints come one after another:
 *
 * <pre>  max r.w   over   a.w &lt;= b   for all constraints so far,   |w_i| &lt;= far  </pre>
 *
 * <p>The dual simplex method: the vertex is optimal for the constraints so far; one that it violates takes the place of another,
 * and the objective falls. It begins in a corner of the box, which is far away; where the box still holds it in the end, the
 * program without the box is unbounded. What is kept is the inverse of the h x h matrix of the vertex's constraints, and no
 * other constraint. Cost O(h^2) a constraint; every so often O(h^3), to begin again without rounding errors.
 *
 * <p>Not safe for use from several threads.
 */
final class DualSimplex {
    private static final DoubleKernels KERNELS = DoubleKernels.best();

    private static final int PIVOTS_BETWEEN_INVERSIONS = 200;

    /** Bounds that miss each other by this share of their sizes do so but for rounding. */
    private static final double CONTRADICTION = 1e-9;

    /** A share of the largest pivot below which another is not safe. */
    private static final double SAFE_PIVOT = 1e-9;

    /** What a constraint has done. */
    enum Addition {
        /** The vertex has moved. */
        MOVED,
        /** The constraint holds but for rounding. */
        NONE,
        /** The constraint and those of the vertex contradict each other. */
        CONTRADICTION
    }

    private final int size;
    private final double[] objective;
    private final double[][] rows;
    private final double[] bounds;
    private final boolean[] box;

    /** Columns of the inverse, one after another: column l is the edge along which only constraint l becomes loose. */
    private final double[] columns;

    private final double[] multipliers;
    private final double[] point;
    private int pivots;

    /**
     * @param objective r, finite and not zero
     * @param far so large that a vertex there is none of the program's own
     */
    DualSimplex(double[] objective, double far) {
        this.size = objective.length;
        this.objective = objective;
        this.rows = new double[size][size];
        this.bounds = new double[size];
        this.box = new boolean[size];
        this.columns = new double[size * size];
        this.multipliers = new double[size];
        this.point = new double[size];
        for (int i = 0; i < size; i++) {
            double sign = objective[i] < 0 ? -1 : 1;
            rows[i][i] = sign;
            columns[i * size + i] = sign;
            bounds[i] = far;
            box[i] = true;
            multipliers[i] = Math.abs(objective[i]);
            point[i] = sign * far;
        }
    }

    /** The vertex w. */
    double[] point() {
        return point;
    }

    /** r.w. */
    double value() {
        return Vectors.dot(objective, point);
    }

    /** Whether the box still bounds the objective. */
    boolean heldByTheBox() {
        double largest = 0;
        for (double multiplier : multipliers) {
            largest = Math.max(largest, Math.abs(multiplier));
        }
        for (int l = 0; l < size; l++) {
            if (box[l] && multipliers[l] > SAFE_PIVOT * largest) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes a constraint {@code a.w <= b} that the vertex violates, and moves to the best vertex that keeps it and those of the
     * old vertex.
     *
     * @return how that went
     */
    Addition add(double[] a, double b) {
        double[] shares = new double[size]; // a = sum_l shares_l rows_l
        KERNELS.addInnerProducts(size, size, a, 0, columns, 0, size, shares, 0);
        double largest = 0;
        for (double share : shares) {
            largest = Math.max(largest, Math.abs(share));
        }
        int leaving = -1;
        double ratio = Double.POSITIVE_INFINITY;
        for (int l = 0; l < size; l++) {
            if (shares[l] > SAFE_PIVOT * largest) {
                double own = Math.max(0, multipliers[l]) / shares[l];
                // Of equals, the larger pivot: it loses fewer digits.
                if (own < ratio || own == ratio && shares[l] > shares[leaving]) {
                    ratio = own;
                    leaving = l;
                }
            }
        }
        if (leaving < 0) {
            return contradiction(shares, b);
        }
        double[] edge = Arrays.copyOfRange(columns, leaving * size, (leaving + 1) * size);
        double pivot = shares[leaving];
        for (int i = 0; i < size; i++) {
            edge[i] /= pivot;
        }
        System.arraycopy(edge, 0, columns, leaving * size, size);
        for (int l = 0; l < size; l++) {
            if (l != leaving && shares[l] != 0) {
                int at = l * size;
                double share = shares[l];
                for (int i = 0; i < size; i++) {
                    columns[at + i] -= share * edge[i];
                }
                multipliers[l] -= share * ratio;
            }
        }
        multipliers[leaving] = ratio;
        Vectors.addTo(point, b - RowMatrices.dot(a, point), edge);
        rows[leaving] = a.clone();
        bounds[leaving] = b;
        boolean left = box[leaving];
        box[leaving] = false;
        if (++pivots % PIVOTS_BETWEEN_INVERSIONS == 0 || left && !restsOnTheBox()) {
            renew(); // rounding of the far corner ends with its last constraint
        }
        return Addition.MOVED;
    }

    /** As no share is above zero, {@code a.w >= sum_l shares_l b_l} wherever the vertex's constraints hold. */
    private Addition contradiction(double[] shares, double b) {
        double least = 0;
        double sizes = Math.abs(b);
        for (int l = 0; l < size; l++) {
            least += shares[l] * bounds[l];
            sizes += Math.abs(shares[l] * bounds[l]);
        }
        return least - b > CONTRADICTION * sizes ? Addition.CONTRADICTION : Addition.NONE;
    }

    /** Whether sides of the box still hold the vertex, though perhaps not the objective. */
    boolean restsOnTheBox() {
        for (boolean held : box) {
            if (held) {
                return true;
            }
        }
        return false;
    }

    /** Computes the inverse, the vertex and the multipliers from the constraints alone. */
    void renew() {
        double[][] work = new double[size][];
        double[][] inverse = new double[size][size]; // rows of the inverse, until it is transposed
        for (int l = 0; l < size; l++) {
            work[l] = rows[l].clone();
            inverse[l][l] = 1;
        }
        for (int step = 0; step < size; step++) { // columns before the step are those of a unit matrix
            int best = step;
            for (int l = step + 1; l < size; l++) {
                if (Math.abs(work[l][step]) > Math.abs(work[best][step])) {
                    best = l;
                }
            }
            if (work[best][step] == 0) {
                return; // singular but for rounding: what was updated is all there is
            }
            swap(work, step, best);
            swap(inverse, step, best);
            double pivot = work[step][step];
            double[] workStep = work[step];
            double[] inverseStep = inverse[step];
            for (int i = 0; i < size; i++) {
                workStep[i] /= pivot;
                inverseStep[i] /= pivot;
            }
            for (int l = 0; l < size; l++) {
                double factor = work[l][step];
                if (l != step && factor != 0) {
                    subtract(work[l], factor, workStep, step);
                    subtract(inverse[l], factor, inverseStep, 0);
                }
            }
        }
        Arrays.fill(point, 0);
        for (int l = 0; l < size; l++) {
            double multiplier = 0;
            for (int i = 0; i < size; i++) {
                double value = inverse[i][l];
                columns[l * size + i] = value;
                point[i] += bounds[l] * value;
                multiplier += objective[i] * value;
            }
            multipliers[l] = Math.max(0, multiplier);
        }
    }

    private static void subtract(double[] vector, double factor, double[] other, int from) {
        for (int i = from; i < vector.length; i++) {
            vector[i] -= factor * other[i];
        }
    }

    private static void swap(double[][] matrix, int a, int b) {
        double[] row = matrix[a];
        matrix[a] = matrix[b];
        matrix[b] = row;
    }
}
