package org.convolex.relaxation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.convolex.linalg.PositiveDefinite;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.network.SharedFilter;

/**
 * Program (8), without its n K auxiliary variables; the direction's sign is that of (9):
 *
 * <pre>  min  F(w) = 1/2 sum_i (sum_j sigma(x_ij.w) - y_i)_+^2 - beta r.w   over w in a set  </pre>
 *
 * <p>Convex. With a polyhedral activation it is a quadratic program, for {@link SlackInteriorPoint}. With a smooth one it has a
 * continuous gradient: Newton steps with a line search where all filters are allowed, accelerated projected gradients in other
 * sets. Cost of a step: 2 n K h + (active samples) K h^2 + h^3 flops.
 *
 * @param problem samples and targets
 * @param direction r
 * @param beta above 0
 * @param set of filters
 */
record SlackProgram(SharedFilter problem, double[] direction, double beta, FilterSet set) {
    private static final int NEWTON_STEPS = 200;
    private static final int GRADIENT_STEPS = 20_000;
    private static final int MOST_CUTS = 300;
    private static final double SET_TOLERANCE = 1e-8;
    private static final int HALVINGS = 60;
    private static final double ARMIJO = 1e-4;
    private static final double RIDGE = 1e-13;

    /** A gradient this much shorter than its two parts is zero. */
    private static final double ZERO = 1e-11;

    /** Times the rounding error of an output, in units of its last place. */
    private static final double ROUNDINGS = 0x1p-50;

    /** Times as long as any filter of the data's own scale: on its way to infinity. */
    private static final double FAR = 1e7;

    /** A filter, and whether the objective has a bound; if not, the filter is on its way to infinity. */
    record Solution(double[] filter, boolean bounded, boolean finished, int steps) {}

    /** F, its gradient, and half of its Hessian, at one point. */
    private record Derivatives(double value, double[] gradient, double[] hessian, double forces, double rounding) {
        /** A gradient that is no longer than this is zero, as far as double precision can tell. */
        double zero() {
            return ZERO * forces + ROUNDINGS * rounding;
        }
    }

    /** @param start of Newton's method and of gradient steps; an interior-point method has its own */
    Solution solve(double[] start, Workers workers) {
        if (problem.activation().polyhedral()) {
            return quadratic(workers);
        }
        return set instanceof FilterSet.Everything ? newton(start, workers) : gradients(start, workers);
    }

    /**
     * The quadratic program, once more for each half-space of the set that a solution was not in. One that was there before is missed
     * by the solver's rounding alone.
     */
    private Solution quadratic(Workers workers) {
        List<SlackInteriorPoint.HalfSpace> cuts = new ArrayList<>();
        int steps = 0;
        while (true) {
            Solution solution = new SlackInteriorPoint(problem, direction, beta, cuts, workers).solve();
            steps += solution.steps();
            double[] normal = new double[direction.length];
            double tolerance = SET_TOLERANCE * Math.max(scale(), Vectors.length(solution.filter()));
            double bound = set.cut(solution.filter(), tolerance, normal);
            boolean inside = Double.isNaN(bound)
                    || cuts.stream().anyMatch(half -> half.bound() == bound && Arrays.equals(half.normal(), normal));
            if (inside || cuts.size() == MOST_CUTS) {
                boolean finished = solution.finished() && inside;
                return new Solution(set.project(solution.filter()), solution.bounded(), finished, steps);
            }
            cuts.add(new SlackInteriorPoint.HalfSpace(normal, bound));
        }
    }

    /** F(w). */
    double value(double[] filter, Workers workers) {
        double[] outputs = problem.outputs(filter, workers);
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            double excess = Math.max(0, outputs[i] - problem.targets()[i]);
            sum += excess * excess / 2;
        }
        for (int i = 0; i < filter.length; i++) {
            sum -= beta * direction[i] * filter[i];
        }
        return sum;
    }

    private Solution newton(double[] start, Workers workers) {
        double[] filter = start.clone();
        double far = FAR * scale();
        for (int step = 0; step < NEWTON_STEPS; step++) {
            Derivatives at = derivatives(filter, true, workers);
            double size = Vectors.length(at.gradient());
            if (size <= at.zero()) {
                return new Solution(filter, true, true, step);
            }
            int dimension = filter.length;
            double trace = 0;
            for (int i = 0; i < dimension; i++) {
                trace += at.hessian()[i * dimension + i];
            }
            // Where few samples are active the Hessian is singular; the ridge fades as their number grows.
            double ridge = RIDGE * trace + (trace == 0 ? 1 : 0);
            double[] matrix = at.hessian().clone();
            for (int i = 0; i < dimension; i++) {
                matrix[i * dimension + i] += ridge;
            }
            double[] change = new PositiveDefinite(matrix, dimension).solve(at.gradient());
            double slope = -Vectors.dot(change, at.gradient());
            if (!(slope < 0)) {
                return new Solution(filter, true, false, step);
            }
            double length = 1;
            boolean moved = false;
            for (int halving = 0; halving < HALVINGS && !moved; halving++, length /= 2) {
                double[] next = filter.clone();
                Vectors.addTo(next, -length, change);
                if (value(next, workers) <= at.value() + ARMIJO * length * slope) {
                    filter = next;
                    moved = true;
                }
            }
            if (!moved) {
                return new Solution(
                        filter, true, size <= Math.sqrt(ZERO) * at.forces() + 1e3 * at.zero(), step); // rounding
            }
            if (!(Vectors.length(filter) < far)) {
                return new Solution(filter, false, true, step);
            }
        }
        return new Solution(filter, true, false, NEWTON_STEPS);
    }

    /** Accelerated, begun anew where the objective rises; steps by a curvature that doubles where it was too small. */
    private Solution gradients(double[] start, Workers workers) {
        double[] filter = set.project(start);
        double[] ahead = filter;
        double value = value(filter, workers);
        double curvature = 0;
        for (int i = 0; i < problem.blocks().count(); i++) {
            curvature = Math.max(curvature, problem.blocks().squaredNorm(i));
        }
        curvature = Math.max(curvature, Double.MIN_NORMAL);
        double momentum = 1;
        double far = FAR * scale();
        for (int step = 0; step < GRADIENT_STEPS; step++) {
            Derivatives at = derivatives(ahead, false, workers);
            double[] next;
            double nextValue;
            while (true) {
                double[] moved = ahead.clone();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] -= at.gradient()[i] / curvature;
                }
                next = set.project(moved);
                nextValue = value(next, workers);
                double promised = at.value();
                for (int i = 0; i < next.length; i++) {
                    double change = next[i] - ahead[i];
                    promised += at.gradient()[i] * change + curvature / 2 * change * change;
                }
                if (nextValue <= promised + 1e-14 * Math.abs(at.value())) {
                    break;
                }
                curvature *= 2;
            }
            double moved = 0;
            for (int i = 0; i < next.length; i++) {
                moved = Math.max(moved, Math.abs(next[i] - ahead[i]));
            }
            if (nextValue > value && ahead != filter) {
                ahead = filter;
                momentum = 1;
                continue;
            }
            if (moved * curvature <= at.zero()) {
                return new Solution(next, true, true, step);
            }
            if (!(Vectors.length(next) < far)) {
                return new Solution(next, false, true, step);
            }
            double grown = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            ahead = new double[next.length];
            for (int i = 0; i < next.length; i++) {
                ahead[i] = next[i] + (momentum - 1) / grown * (next[i] - filter[i]);
            }
            momentum = grown;
            filter = next;
            value = nextValue;
        }
        return new Solution(filter, true, false, GRADIENT_STEPS);
    }

    private Derivatives derivatives(double[] filter, boolean second, Workers workers) {
        int dimension = filter.length;
        double length = Vectors.length(filter);
        int count = 3 + dimension + (second ? dimension * dimension : 0);
        double[] sums = workers.sumOverChunks(problem.samples(), count, (from, to) -> {
            double[] sum = new double[count];
            double[] slope = new double[dimension];
            for (int i = from; i < to; i++) {
                double excess = problem.output(i, filter) - problem.targets()[i];
                if (!(excess > 0)) {
                    continue;
                }
                problem.tangent(i, filter, slope);
                sum[0] += excess * excess / 2;
                double size = 0;
                for (int a = 0; a < dimension; a++) {
                    sum[3 + a] += excess * slope[a];
                    size += slope[a] * slope[a];
                }
                double steepness = Math.sqrt(size);
                sum[1] += excess * steepness;
                sum[2] += (Math.abs(problem.targets()[i]) + steepness * length) * steepness;
                if (second) {
                    RowMatrices.addOuterProduct(sum, 3 + dimension, 1, slope);
                    bend(sum, 3 + dimension, i, filter, excess);
                }
            }
            return sum;
        });
        double value = sums[0];
        double[] gradient = new double[dimension];
        for (int a = 0; a < dimension; a++) {
            gradient[a] = sums[3 + a] - beta * direction[a];
            value -= beta * direction[a] * filter[a];
        }
        double[] hessian = second ? Arrays.copyOfRange(sums, 3 + dimension, count) : new double[0];
        return new Derivatives(value, gradient, hessian, sums[1] + beta * Vectors.length(direction), sums[2]);
    }

    /** What the activation's own curvature adds to the Hessian. */
    private void bend(double[] sum, int at, int sample, double[] filter, double excess) {
        Activation activation = problem.activation();
        if (activation.polyhedral()) {
            return;
        }
        double[] block = new double[filter.length];
        int end = (sample + 1) * problem.blocks().patches();
        for (int row = sample * problem.blocks().patches(); row < end; row++) {
            double curvature = activation.curvature(problem.blocks().dot(row, filter));
            if (curvature > 0) {
                Arrays.fill(block, 0);
                problem.blocks().addTo(block, 1, row);
                RowMatrices.addOuterProduct(sum, at, excess * curvature, block);
            }
        }
    }

    /** The length of filters whose outputs have the size of the targets. */
    private double scale() {
        double targets = 0;
        for (double target : problem.targets()) {
            targets = Math.max(targets, Math.abs(target));
        }
        double blocks = 0;
        for (int i = 0; i < problem.blocks().count(); i++) {
            blocks = Math.max(blocks, problem.blocks().squaredNorm(i));
        }
        return blocks == 0 ? 1 : (targets + beta) / Math.sqrt(blocks) * Math.sqrt(problem.dimension()) + 1;
    }
}
