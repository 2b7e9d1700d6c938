package org.convolex.exact;

import java.util.List;
import org.convolex.linalg.Workers;
import org.convolex.network.FilterNorm;
import org.convolex.network.NetworkProgram;

/**
 * Minimizes the convex program over given cells, for networks with one score and one position:
 *
 * <pre>
 *   min  sum_s L(f_s; y_s) + beta sum_i N(c_i),   f_s = sum_i sign_i a_is.c_i,   G_i c_i &gt;= 0
 * </pre>
 *
 * <p>An interior-point method: Newton steps follow the centres of {@link ConeBarrier} as mu goes to 0. At the centre for mu the
 * objective is at most mu times the number of barriers above the optimum over these cells, and {@code -grad L} satisfies the
 * dual constraint in every one of them.
 *
 * <p>Cost of a step: O(n K h^2 + n^2 h) a cell and O(n^3). Memory O(n^2) beyond the points. Not safe for use from several
 * threads.
 */
final class ConeProgramSolver {
    private static final double DECREASE = 0.03;
    private static final int STEPS_A_CENTRE = 40;
    private static final int HALVINGS = 50;

    /** A centre is near enough when a Newton step promises less than this share of mu. */
    private static final double CENTRED = 0.1;

    /** A step ends at this share of the way to the nearest side. */
    private static final double TO_THE_SIDE = 0.98;

    private static final double ARMIJO = 1e-4;

    private final NetworkProgram program;
    private final FilterNorm norm;
    private final ConeBarrier barrier;
    private final Workers workers;
    private final int dimension;
    private int steps;

    ConeProgramSolver(NetworkProgram program, Workers workers) {
        if (program.weightsOfNeuron() != 1) {
            throw new IllegalArgumentException(
                    "ConeProgramSolver: networks have " + program.pooling().positions() + " positions and "
                            + program.outputs() + " outputs, must have one of each");
        }
        this.program = program;
        this.norm = program.norm();
        this.barrier = new ConeBarrier(norm, program.beta());
        this.workers = workers;
        this.dimension = program.rows().dimension();
    }

    /** Newton steps so far. */
    int steps() {
        return steps;
    }

    /** Whether to go on. */
    @FunctionalInterface
    interface GoOn {
        boolean goOn();
    }

    /**
     * Moves the points to the optimum over their cells, from multiples of the cells' centres.
     *
     * @param points at least one
     * @param gap the most by which the objective may exceed the optimum over these cells, above 0
     * @param listener asked after each centre
     */
    void solve(List<ConePoint> points, double gap, GoOn listener) {
        double first = Math.max(gap, program.zeroObjective());
        start(points, first / barriers(points));
        resume(points, first, gap, listener);
    }

    /**
     * Goes on from where the points were solved to a larger gap.
     *
     * @param before that gap
     */
    void resume(List<ConePoint> points, double before, double gap, GoOn listener) {
        double mu = before / barriers(points);
        while (true) {
            centre(points, mu);
            double last = gap / barriers(points);
            if (mu <= last || !listener.goOn()) {
                return;
            }
            mu = Math.max(last, DECREASE * mu);
        }
    }

    private int barriers(List<ConePoint> points) {
        int barriers = 0;
        for (ConePoint point : points) {
            barriers += barrier.count(point);
        }
        return barriers;
    }

    /** Small multiples of the centres: where the barriers balance the norm. */
    private void start(List<ConePoint> points, double mu) {
        for (ConePoint point : points) {
            double length = mu * barrier.count(point) / (program.beta() * norm.of(point.centre()));
            for (int i = 0; i < dimension; i++) {
                point.value()[i] = length * point.centre()[i];
            }
        }
    }

    private void centre(List<ConePoint> points, double mu) {
        CellFeatures features = features(points);
        double[] scores = features.scores();
        for (int step = 0; step < STEPS_A_CENTRE; ) {
            steps++;
            double[] gradient = features.transposedTimes(program.dualPoint(scores));
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = -gradient[i];
            }
            double[][] blocks = new double[points.size()][];
            workers.forEach(
                    blocks.length, p -> blocks[p] = barrier.derivatives(points.get(p), mu, gradient, p * dimension));
            double[] direction =
                    new NewtonSystem(features, points, blocks, curvatures(scores), workers).solve(gradient);
            double decrement = 0; // twice the decrease that the quadratic model promises
            for (int i = 0; i < direction.length; i++) {
                decrement += gradient[i] * direction[i];
                direction[i] = -direction[i];
            }
            int known = barriers(points);
            double length = reach(points, direction);
            if (barriers(points) > known) {
                continue; // another direction, which heeds the sides that this one has met
            }
            double[] change = features.times(direction);
            double share = decrement > 0 ? search(points, direction, length, decrement, scores, change, mu) : 0;
            if (share == 0) {
                return; // rounding: no better centre in this arithmetic
            }
            scores = moved(scores, share, change);
            if (decrement < CENTRED * mu) {
                return;
            }
            step++;
        }
    }

    private double[] curvatures(double[] scores) {
        double[] curvatures = new double[scores.length];
        for (int s = 0; s < scores.length; s++) {
            curvatures[s] = program.loss().curvature(scores, s, program.targets(), s, 0);
        }
        return curvatures;
    }

    /** The share of the direction, at most 1, that leaves all points inside of all sides. Points learn the sides they meet. */
    private double reach(List<ConePoint> points, double[] direction) {
        double[] distances = new double[points.size()];
        workers.forEach(distances.length, p -> {
            ConePoint point = points.get(p);
            distances[p] = point.sides().go(point.value(), direction, p * dimension, 1 / TO_THE_SIDE);
        });
        double length = 1;
        for (double distance : distances) {
            length = Math.min(length, TO_THE_SIDE * distance);
        }
        return length;
    }

    /** Goes along the direction as far as the barrier function falls enough; returns its share, 0 if it does not fall. */
    private double search(
            List<ConePoint> points,
            double[] direction,
            double length,
            double decrement,
            double[] scores,
            double[] change,
            double mu) {
        double value = value(points, scores, mu);
        double[][] before = new double[points.size()][];
        for (int p = 0; p < before.length; p++) {
            before[p] = points.get(p).value().clone();
        }
        double share = length;
        for (int halving = 0; halving < HALVINGS; halving++) {
            move(points, before, share, direction);
            if (value(points, moved(scores, share, change), mu) <= value - ARMIJO * share * decrement) {
                return share;
            }
            share /= 2;
        }
        move(points, before, 0, direction);
        return 0;
    }

    private static double[] moved(double[] from, double share, double[] change) {
        double[] moved = from.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += share * change[i];
        }
        return moved;
    }

    private void move(List<ConePoint> points, double[][] from, double length, double[] direction) {
        for (int p = 0; p < from.length; p++) {
            double[] value = points.get(p).value();
            for (int i = 0; i < dimension; i++) {
                value[i] = from[p][i] + length * direction[p * dimension + i];
            }
        }
    }

    /** The barrier function; infinite outside. */
    private double value(List<ConePoint> points, double[] scores, double mu) {
        double[] values = new double[points.size()];
        workers.forEach(values.length, p -> values[p] = barrier.value(points.get(p), mu));
        double sum = program.fit(scores);
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** f, one score a sample. */
    double[] scores(List<ConePoint> points) {
        return features(points).scores();
    }

    private CellFeatures features(List<ConePoint> points) {
        return new CellFeatures(points, program.samples(), dimension, workers);
    }
}
