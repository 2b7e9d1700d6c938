package org.convolex.bench.exact;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.convolex.linalg.Vectors;

/**
 * Descent by limited-memory BFGS with backtracking, from one start to where neither its direction nor the steepest one leads
 * further down. Written for this comparison alone.
 */
final class Descent {
    private static final int HISTORY = 10;
    private static final int MOST_STEPS = 2000;
    private static final int HALVINGS = 40;
    private static final double SUFFICIENT = 1e-4;
    private static final double SETTLED = 1e-11;
    private static final int SETTLED_STEPS = 20;

    private record Pair(double[] move, double[] change, double product) {}

    private Descent() {}

    /** The value where descent from a point ends. */
    static double from(double[] start, Objective objective) {
        double[] point = start.clone();
        double[] gradient = new double[point.length];
        double value = objective.value(point, gradient);
        Deque<Pair> pairs = new ArrayDeque<>();
        int idle = 0;
        for (int step = 0; step < MOST_STEPS && idle < SETTLED_STEPS; step++) {
            double[] direction = direction(gradient, pairs);
            double slope = Vectors.dot(direction, gradient);
            double length = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(Vectors.dot(gradient, gradient) + 1e-300)) : 1;
            double[] next = point;
            double[] nextGradient = new double[point.length];
            double nextValue = Double.NaN;
            boolean lower = false;
            for (int i = 0; i < HALVINGS && !lower && slope < 0; i++, length /= 2) {
                next = moved(point, length, direction);
                nextValue = objective.value(next, nextGradient);
                lower = nextValue <= value + SUFFICIENT * length * slope;
            }
            if (!lower) {
                if (pairs.isEmpty()) {
                    break;
                }
                pairs.clear(); // a kink, or rounding: once more along the steepest descent
                continue;
            }
            double[] move = moved(next, -1, point);
            double[] change = moved(nextGradient, -1, gradient);
            double product = Vectors.dot(move, change);
            if (product > 1e-12 * Vectors.dot(change, change)) {
                pairs.addLast(new Pair(move, change, product));
                if (pairs.size() > HISTORY) {
                    pairs.removeFirst();
                }
            }
            idle = value - nextValue <= SETTLED * Math.abs(value) ? idle + 1 : 0;
            point = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return value;
    }

    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] direction = moved(new double[gradient.length], -1, gradient);
        double[] shares = new double[pairs.size()];
        int i = pairs.size();
        for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            shares[--i] = Vectors.dot(pair.move(), direction) / pair.product();
            direction = moved(direction, -shares[i], pair.change());
        }
        if (!pairs.isEmpty()) {
            Pair last = pairs.getLast();
            direction = moved(
                    new double[gradient.length], last.product() / Vectors.dot(last.change(), last.change()), direction);
        }
        for (Pair pair : pairs) {
            double share = Vectors.dot(pair.change(), direction) / pair.product();
            direction = moved(direction, shares[i++] - share, pair.move());
        }
        return direction;
    }

    private static double[] moved(double[] point, double length, double[] direction) {
        double[] moved = new double[point.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = point[i] + length * direction[i];
        }
        return moved;
    }
}
