package org.convolex.optim;

import org.convolex.linalg.Workers;

/**
 * Nesterov's accelerated projected gradient (Beck, Teboulle 2009) with a step size that adapts in both directions and
 * the restart of O'Donoghue, Candes (2015): the momentum is dropped where it points uphill.
 *
 * <p>Every step costs one {@link Pass} over the samples and one projection. Every few steps, the gradient at the
 * extrapolated point y gives the lower bound {@code f(y) - <G, y> - R ||G||_2}, which holds for any y by convexity.
 */
public record AcceleratedProjectedGradient() implements Solver {
    /** The bound costs an eigendecomposition, about what a projection does. */
    private static final int BOUND_EVERY = 4;

    /** A step constant that is never lowered stays as large as the worst curvature met on the way. */
    private static final double STEP_RELAXATION = 0.93;

    /** The divergence is of second order in the rounding of scores. */
    private static final double DIVERGENCE_ROUNDING = 1e-13;

    /** Over this many steps, objective and lower bound must have come closer by a share of what is left. */
    private static final int STALL_STEPS = 400;

    @Override
    public String name() {
        return "accelerated";
    }

    @Override
    public Solution solve(
            FirstOrderProgram program, Start start, StoppingRule rule, ProgressListener listener, Workers workers) {
        return new Run(program, start, rule, listener, workers).solve();
    }

    /** The state of one solve. */
    private static final class Run {
        private final FirstOrderProgram program;
        private final Workers workers;
        private final Monitor monitor;

        private double[] x; // the last point, feasible
        private double[] y; // where the gradient was taken
        private Pass result; // objective of x, objective and gradient at y
        private double momentum = 1;
        private double stepConstant;

        Run(FirstOrderProgram program, Start start, StoppingRule rule, ProgressListener listener, Workers workers) {
            this.program = program;
            this.workers = workers;
            this.monitor =
                    new Monitor("AcceleratedProjectedGradient", program, start, rule, listener, STALL_STEPS, workers);
            this.stepConstant = start.stepConstant() > 0 ? start.stepConstant() : 1;
            this.x = project(start.point());
            this.y = x;
            this.result = program.at(x, workers);
            monitor.reach(x, result.objective());
        }

        Solution solve() {
            for (int iteration = 0; ; iteration++) {
                if (iteration % BOUND_EVERY == 0) {
                    monitor.bound(y, result.extrapolatedObjective(), result.gradient());
                }
                Status status = monitor.stopped();
                if (status != null) {
                    return monitor.solution(status, stepConstant);
                }
                step();
            }
        }

        /** x+ = project(y - G / L), with L raised until the quadratic model at y is an upper bound at x+. */
        private void step() {
            while (true) {
                double[] candidate = project(gradientStep());
                boolean uphill = pointsUphill(candidate);
                double nextMomentum = nextMomentum(uphill ? 1 : momentum);
                double beta = ((uphill ? 1 : momentum) - 1) / nextMomentum;
                Pass next = result.next(candidate, beta);

                double squared = 0;
                for (int i = 0; i < y.length; i++) {
                    double move = candidate[i] - y[i];
                    squared += move * move;
                }
                double excess = next.divergence();
                if (excess <= stepConstant / 2 * squared + DIVERGENCE_ROUNDING * monitor.zeroObjective()
                        || squared == 0) {
                    accept(candidate, next, beta, nextMomentum);
                    return;
                }
                stepConstant = Math.max(1.5 * stepConstant, Math.min(2.2 * excess / squared, 100 * stepConstant));
            }
        }

        private void accept(double[] candidate, Pass next, double beta, double nextMomentum) {
            double[] extrapolated = candidate;
            if (beta != 0) {
                extrapolated = new double[candidate.length];
                for (int i = 0; i < extrapolated.length; i++) {
                    extrapolated[i] = candidate[i] + beta * (candidate[i] - x[i]);
                }
            }
            x = candidate;
            y = extrapolated;
            result = next;
            momentum = nextMomentum;
            stepConstant *= STEP_RELAXATION;
            monitor.reach(x, next.objective());
        }

        private double[] gradientStep() {
            double[] point = new double[y.length];
            for (int i = 0; i < point.length; i++) {
                point[i] = y[i] - result.gradient()[i] / stepConstant;
            }
            return point;
        }

        /** The gradient restart: the last move of x goes against the step just taken from y. */
        private boolean pointsUphill(double[] candidate) {
            double inner = 0;
            for (int i = 0; i < y.length; i++) {
                inner += (y[i] - candidate[i]) * (candidate[i] - x[i]);
            }
            return inner > 0;
        }

        private static double nextMomentum(double momentum) {
            return (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
        }

        private double[] project(double[] point) {
            return program.ball().project(point, program.features(), workers).point();
        }
    }
}
