package org.convolex.relaxation;

import org.convolex.linalg.PositiveDefinite;
import org.convolex.linalg.Vectors;

/**
 * Linear equations {@code A w = b} that a filter must satisfy, for instance a sum of zero. Immutable by convention: the arrays are
 * not copied and must not change.
 *
 * @param rows of A, independent, each of the filter's length
 * @param right b
 */
public record Equalities(double[][] rows, double[] right) implements FilterSet {

    /**
     * @throws IllegalArgumentException if there is not one right side a row
     */
    public Equalities {
        if (rows.length == 0 || rows.length != right.length) {
            throw new IllegalArgumentException(rows.length + " equations with " + right.length + " right sides");
        }
    }

    @Override
    public double cut(double[] filter, double tolerance, double[] normal) {
        int worst = -1;
        double most = tolerance;
        for (int r = 0; r < rows.length; r++) {
            double miss = Math.abs(Vectors.dot(rows[r], filter) - right[r]) / Vectors.length(rows[r]);
            if (miss > most) {
                most = miss;
                worst = r;
            }
        }
        if (worst < 0) {
            return Double.NaN;
        }
        double sign = Vectors.dot(rows[worst], filter) > right[worst] ? 1 : -1;
        for (int i = 0; i < normal.length; i++) {
            normal[i] = sign * rows[worst][i];
        }
        return sign * right[worst];
    }

    @Override
    public double[] project(double[] filter) {
        int count = rows.length;
        double[] gram = new double[count * count];
        double[] misses = new double[count];
        for (int r = 0; r < count; r++) {
            misses[r] = Vectors.dot(rows[r], filter) - right[r];
            for (int s = 0; s <= r; s++) {
                gram[r * count + s] = Vectors.dot(rows[r], rows[s]);
            }
        }
        double[] weights = new PositiveDefinite(gram, count).solve(misses);
        double[] projected = filter.clone();
        for (int r = 0; r < count; r++) {
            Vectors.addTo(projected, -weights[r], rows[r]);
        }
        return projected;
    }

    @Override
    public String label() {
        return "equalities:" + rows.length;
    }
}
