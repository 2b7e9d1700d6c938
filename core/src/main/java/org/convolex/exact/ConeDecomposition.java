package org.convolex.exact;

import org.convolex.linalg.PositiveDefinite;
import org.convolex.linalg.Vectors;
import org.convolex.network.FilterNorm;

/**
 * Splits a filter into two of a cell: {@code min |a| + |b|} over {@code a - b = c} with a and b in the cone of the cell. There always
 * are such, as {@code c + t g} and {@code t g} are for g inside and t large.
 *
 * <p>Newton steps follow the centres of {@link ConeBarrier}, of a and of b = a - c together, as mu goes to 0: a program of h numbers, however
 * many sides. Cost of a step: O(m h) for m sides, and O(h^3).
 */
final class ConeDecomposition {
    private static final double DECREASE = 0.1;
    private static final int STEPS_A_CENTRE = 40;
    private static final int HALVINGS = 40;
    private static final double TO_THE_SIDE = 0.95;
    private static final double CENTRED = 0.1;

    /** Sums of lengths are this near to the least, as a share of themselves. */
    private static final double GAP = 1e-6;

    private final ConeBarrier barrier;
    private final ConePoint first;
    private final ConePoint second;
    private final double[] difference;

    private ConeDecomposition(ActivationCell cell, double[] inside, double[] difference) {
        this.difference = difference;
        this.barrier = new ConeBarrier(FilterNorm.euclidean(inside.length), 1);
        this.first = ConePoint.at(cell, 1, inside);
        this.second = ConePoint.at(cell, -1, inside);
    }

    /**
     * The parts of a filter.
     *
     * @param inside a filter with all sides of the cell above zero
     * @param filter c, not zero
     * @return a and b, with all sides above zero
     * @throws IllegalArgumentException if {@code inside} is not inside
     */
    static double[][] of(ActivationCell cell, double[] inside, double[] filter) {
        ConeDecomposition parts = new ConeDecomposition(cell, inside, filter);
        parts.start();
        parts.solve();
        return new double[][] {parts.first.value(), parts.second.value()};
    }

    /** a = t g, with t twice as large as it takes. */
    private void start() {
        double[] inside = first.centre();
        double[] normal = new double[inside.length];
        double least = 0;
        for (int r = 0; r < first.cell().sides(); r++) {
            if (first.cell().copySide(r, normal)) {
                double slack = Vectors.dot(normal, inside);
                if (!(slack > 0)) {
                    throw new IllegalArgumentException("ConeDecomposition: side " + r + " is " + slack
                            + " at the filter that is to be inside of its cell");
                }
                least = Math.max(least, Vectors.dot(normal, difference) / slack);
            }
        }
        double length = Math.sqrt(Vectors.dot(difference, difference) / Vectors.dot(inside, inside));
        double[] point = inside.clone();
        for (int i = 0; i < point.length; i++) {
            point[i] *= 2 * least + length;
        }
        moveTo(point);
    }

    private void moveTo(double[] point) {
        for (int i = 0; i < point.length; i++) {
            first.value()[i] = point[i];
            second.value()[i] = point[i] - difference[i];
        }
    }

    private double value(double mu) {
        return barrier.value(first, mu) + barrier.value(second, mu);
    }

    private double lengths() {
        return Math.sqrt(Vectors.dot(first.value(), first.value()))
                + Math.sqrt(Vectors.dot(second.value(), second.value()));
    }

    private void solve() {
        double mu = lengths() / barriers();
        while (centre(mu) && mu * barriers() > GAP * lengths()) {
            mu *= DECREASE;
        }
    }

    private int barriers() {
        return barrier.count(first) + barrier.count(second);
    }

    /** Goes to the centre; false where rounding ends that. */
    private boolean centre(double mu) {
        int dimension = difference.length;
        for (int step = 0; step < STEPS_A_CENTRE; ) {
            double[] gradient = new double[dimension];
            double[] hessian = barrier.derivatives(first, mu, gradient, 0);
            double[] other = barrier.derivatives(second, mu, gradient, 0);
            for (int i = 0; i < hessian.length; i++) {
                hessian[i] += other[i];
            }
            double[] direction = new PositiveDefinite(hessian, dimension).solve(gradient);
            double decrement = Vectors.dot(direction, gradient);
            for (int i = 0; i < dimension; i++) {
                direction[i] = -direction[i];
            }
            int known = barriers();
            double length = reach(direction);
            if (barriers() > known) {
                continue; // another direction, which heeds the sides that this one has met
            }
            if (!(decrement > 0) || !step(direction, length, mu)) {
                return false;
            }
            if (decrement < CENTRED * mu) {
                return true;
            }
            step++;
        }
        return true;
    }

    private double reach(double[] direction) {
        double farthest = 1 / TO_THE_SIDE;
        double distance = Math.min(
                first.sides().go(first.value(), direction, 0, farthest),
                second.sides().go(second.value(), direction, 0, farthest));
        return Math.min(1, TO_THE_SIDE * distance);
    }

    private boolean step(double[] direction, double most, double mu) {
        double[] before = first.value().clone();
        double value = value(mu);
        double length = most;
        double[] point = new double[before.length];
        for (int halving = 0; halving < HALVINGS; halving++) {
            for (int i = 0; i < point.length; i++) {
                point[i] = before[i] + length * direction[i];
            }
            moveTo(point);
            if (value(mu) < value) {
                return true;
            }
            length /= 2;
        }
        moveTo(before);
        return false;
    }
}
