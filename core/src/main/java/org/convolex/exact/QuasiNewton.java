package org.convolex.exact;

import org.convolex.linalg.Vectors;

/**
 * Minimizes a function by limited-memory BFGS steps with a weak Wolfe line search by bisection, which also serves functions
 * with kinks (Lewis and Overton 2013). It finds local minima.
 *
 * <p>Cost of a step: one or two gradients and 4 x history x size flops. Not safe for use from several threads.
 */
final class QuasiNewton {
    private static final int HISTORY = 20;
    private static final int TRIALS = 40;
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.5;

    private final Function function;
    private final double[][] moves = new double[HISTORY][];
    private final double[][] changes = new double[HISTORY][];
    private final double[] curvatures = new double[HISTORY];
    private int kept;

    QuasiNewton(Function function) {
        this.function = function;
    }

    /** A function and its gradient. */
    @FunctionalInterface
    interface Function {
        /** @param gradient is overwritten */
        double at(double[] point, double[] gradient);
    }

    /** Hears of each step and may stop. */
    @FunctionalInterface
    interface Listener {
        boolean goOn(double value);
    }

    /**
     * Moves a point to a local minimum.
     *
     * @param point is overwritten with the best point
     * @param mostSteps at most so many
     * @param settled stops when ten steps together bring less than this share of the value
     * @return the value at the point
     */
    double minimize(double[] point, int mostSteps, double settled, Listener listener) {
        double[] gradient = new double[point.length];
        double value = function.at(point, gradient);
        double tenAgo = value;
        for (int step = 0; step < mostSteps; step++) {
            double[] direction = direction(gradient);
            double slope = Vectors.dot(direction, gradient);
            if (!(slope < 0)) {
                if (kept == 0) {
                    break;
                }
                kept = 0; // a kink has spoilt what is remembered
                continue;
            }
            double[] next = point.clone();
            double[] nextGradient = new double[point.length];
            double nextValue = search(point, value, slope, direction, next, nextGradient, kept == 0);
            if (!(nextValue < value)) {
                if (kept == 0) {
                    break;
                }
                kept = 0;
                continue;
            }
            remember(point, gradient, next, nextGradient);
            System.arraycopy(next, 0, point, 0, point.length);
            gradient = nextGradient;
            value = nextValue;
            if (!listener.goOn(value)) {
                break;
            }
            if (step % 10 == 9) {
                if (tenAgo - value < settled * Math.abs(value)) {
                    break;
                }
                tenAgo = value;
            }
        }
        return value;
    }

    private double search(
            double[] point,
            double value,
            double slope,
            double[] direction,
            double[] next,
            double[] nextGradient,
            boolean first) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double length = first ? Math.min(1, 0.1 / Math.sqrt(-slope)) : 1;
        double best = value;
        double[] trial = new double[point.length];
        double[] trialGradient = new double[point.length];
        for (int i = 0; i < TRIALS; i++) {
            for (int j = 0; j < point.length; j++) {
                trial[j] = point[j] + length * direction[j];
            }
            double reached = function.at(trial, trialGradient);
            boolean decreases = reached <= value + DECREASE * length * slope;
            if (decreases && reached < best) {
                best = reached;
                System.arraycopy(trial, 0, next, 0, trial.length);
                System.arraycopy(trialGradient, 0, nextGradient, 0, trial.length);
            }
            if (!decreases) {
                high = length;
            } else if (Vectors.dot(trialGradient, direction) < CURVATURE * slope) {
                low = length;
            } else {
                break;
            }
            if (best < value && i > 8) {
                break; // good enough: a kink may have no point that satisfies both
            }
            length = Double.isInfinite(high) ? 2 * low : (low + high) / 2;
        }
        return best;
    }

    private void remember(double[] point, double[] gradient, double[] next, double[] nextGradient) {
        double[] move = new double[point.length];
        double[] change = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            move[i] = next[i] - point[i];
            change[i] = nextGradient[i] - gradient[i];
        }
        double curvature = Vectors.dot(move, change);
        if (!(curvature > 1e-12 * Vectors.dot(change, change))) {
            return;
        }
        if (kept == HISTORY) {
            System.arraycopy(moves, 1, moves, 0, HISTORY - 1);
            System.arraycopy(changes, 1, changes, 0, HISTORY - 1);
            System.arraycopy(curvatures, 1, curvatures, 0, HISTORY - 1);
            kept--;
        }
        moves[kept] = move;
        changes[kept] = change;
        curvatures[kept] = curvature;
        kept++;
    }

    private double[] direction(double[] gradient) {
        double[] direction = gradient.clone();
        double[] shares = new double[kept];
        for (int i = kept - 1; i >= 0; i--) {
            shares[i] = Vectors.dot(moves[i], direction) / curvatures[i];
            Vectors.addTo(direction, -shares[i], changes[i]);
        }
        double scale = kept == 0 ? 1 : curvatures[kept - 1] / Vectors.dot(changes[kept - 1], changes[kept - 1]);
        for (int i = 0; i < direction.length; i++) {
            direction[i] *= scale;
        }
        for (int i = 0; i < kept; i++) {
            Vectors.addTo(direction, shares[i] - Vectors.dot(changes[i], direction) / curvatures[i], moves[i]);
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] = -direction[i];
        }
        return direction;
    }
}
