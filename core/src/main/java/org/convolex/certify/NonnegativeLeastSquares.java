package org.convolex.certify;

import java.util.ArrayList;
import java.util.List;
import org.convolex.linalg.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code min over v >= 0 of |sum_c v_c a_c - b|}, by the active-set method of Lawson and Hanson (1974), over columns that come one
 * by one from whoever knows them all. At most h columns have a weight at a time, in an orthogonal factorization to which one is
 * added or from which one is taken.
 *
 * <p>Not safe for use from several threads. Cost of a column: O(h^2) flops.
 *
 * @param <C> what a column stands for
 */
final class NonnegativeLeastSquares<C> {
    /** Of a column, what must be left after the others have been taken off. */
    private static final double INDEPENDENT = 1e-11;

    private static final int ROUNDS_A_NUMBER = 10;
    private static final int FEWEST_ROUNDS = 100;

    /** Where columns come from. */
    interface Source<C> {
        /**
         * The column that fits a residual best, {@code a.residual} being positive and largest in proportion to its length.
         *
         * @param refused columns that depend on those in use, and are not to be named again
         * @return null if none fits
         */
        @Nullable
        C best(double[] residual, List<C> refused);

        /** a, in a new array. */
        double[] vector(C column);
    }

    /** A column with a weight above 0. */
    record Weighted<C>(C column, double[] vector, double weight) {}

    private final Source<C> source;
    private final double[] target;
    private final List<C> columns = new ArrayList<>();
    private final List<double[]> vectors = new ArrayList<>();
    private final List<double[]> basis = new ArrayList<>();
    private final List<double[]> factors = new ArrayList<>(); // columns of R
    private final List<Double> weights = new ArrayList<>();

    NonnegativeLeastSquares(Source<C> source, double[] target) {
        this.source = source;
        this.target = target;
    }

    /** The columns of a solution; where the most rounds were not enough, of a good one. */
    List<Weighted<C>> solve() {
        List<C> refused = new ArrayList<>();
        int rounds = FEWEST_ROUNDS + ROUNDS_A_NUMBER * target.length;
        for (int round = 0; round < rounds; round++) {
            C next = columns.size() == target.length ? null : source.best(residual(), refused);
            if (next == null) {
                break;
            }
            if (add(next, source.vector(next)) && settle()) {
                refused.clear();
            } else {
                refused.add(next);
            }
        }
        List<Weighted<C>> solution = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            solution.add(new Weighted<>(columns.get(c), vectors.get(c), weights.get(c)));
        }
        return solution;
    }

    private double[] residual() {
        double[] residual = target.clone();
        for (int c = 0; c < columns.size(); c++) {
            Vectors.addTo(residual, -weights.get(c), vectors.get(c));
        }
        return residual;
    }

    /** Adds a column with a weight of 0, unless it depends on those that are there. */
    private boolean add(C column, double[] vector) {
        if (!factor(vector)) {
            return false;
        }
        columns.add(column);
        vectors.add(vector);
        weights.add(0.0);
        return true;
    }

    private boolean factor(double[] vector) {
        double[] rest = vector.clone();
        double[] factor = new double[basis.size() + 1];
        for (int pass = 0; pass < 2; pass++) { // once would not be orthogonal to the last bit
            for (int q = 0; q < basis.size(); q++) {
                double share = Vectors.dot(basis.get(q), rest);
                factor[q] += share;
                Vectors.addTo(rest, -share, basis.get(q));
            }
        }
        double length = Vectors.length(rest);
        if (!(length > INDEPENDENT * Vectors.length(vector))) {
            return false;
        }
        factor[basis.size()] = length;
        basis.add(Vectors.dividedBy(rest, length));
        factors.add(factor);
        return true;
    }

    /**
     * Moves to the least squares of the columns in use, taking out those whose weights would fall below 0 on the way.
     *
     * @return whether the newest column was kept
     */
    private boolean settle() {
        C newest = columns.get(columns.size() - 1);
        while (true) {
            double[] wanted = leastSquares();
            double step = 1;
            int first = -1; // to reach 0
            for (int c = 0; c < wanted.length; c++) {
                double weight = weights.get(c);
                double share = wanted[c] > 0 ? 1 : weight > 0 ? weight / (weight - wanted[c]) : 0;
                if (share < step) {
                    step = share;
                    first = c;
                }
            }
            for (int c = 0; c < wanted.length; c++) {
                weights.set(c, Math.max(0, weights.get(c) + step * (wanted[c] - weights.get(c))));
            }
            if (first < 0) {
                break;
            }
            remove(first);
        }
        return columns.contains(newest);
    }

    private void remove(int index) {
        columns.remove(index);
        vectors.remove(index);
        weights.remove(index);
        while (basis.size() > index) {
            basis.remove(basis.size() - 1);
            factors.remove(factors.size() - 1);
        }
        for (int c = index; c < columns.size(); c++) {
            if (!factor(vectors.get(c))) { // rounding has made it depend on the others
                columns.remove(c);
                vectors.remove(c);
                weights.remove(c);
                c--;
            }
        }
    }

    private double[] leastSquares() {
        int count = columns.size();
        double[] solution = new double[count];
        for (int c = count - 1; c >= 0; c--) {
            double value = Vectors.dot(basis.get(c), target);
            for (int later = c + 1; later < count; later++) {
                value -= factors.get(later)[c] * solution[later];
            }
            solution[c] = value / factors.get(c)[c];
        }
        return solution;
    }
}
