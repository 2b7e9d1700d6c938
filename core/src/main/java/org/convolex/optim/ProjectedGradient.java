package org.convolex.optim;

import org.convolex.linalg.Workers;

/**
 * Projected gradient: {@code x+ = project(x - G(x) / L)}, with an L that adapts in both directions so that the quadratic
 * model at x is an upper bound at x+. The plainest method there is: objectives never rise, and nothing is remembered.
 *
 * <p>A step costs one {@link FusedPass} and one projection, and as much again wherever L was too small. Every step gives a
 * lower bound.
 */
public record ProjectedGradient() implements Solver {
    /** An L that is never lowered stays as large as the worst curvature met on the way. */
    private static final double RELAXATION = 0.9;

    /** The divergence is of second order in the rounding of scores. */
    private static final double DIVERGENCE_ROUNDING = 1e-13;

    @Override
    public String name() {
        return "projected-gradient";
    }

    @Override
    public Solution solve(
            FirstOrderProgram program, Start start, StoppingRule rule, ProgressListener listener, Workers workers) {
        Monitor monitor = new Monitor("ProjectedGradient", program, start, rule, listener, workers);
        NuclearNormBall ball = program.ball();
        int features = program.features();
        double rounding = DIVERGENCE_ROUNDING * program.zeroObjective();
        double stepConstant = start.stepConstant() > 0 ? start.stepConstant() : 1;
        double[] x = ball.project(start.point(), features, workers).point();
        Pass result = program.at(x, workers);
        while (true) {
            Status status = monitor.after(x, result);
            if (status != null) {
                return monitor.solution(status, stepConstant);
            }
            while (true) {
                double[] moved = x.clone();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] -= result.gradient()[i] / stepConstant;
                }
                double[] candidate = ball.project(moved, features, workers).point();
                Pass next = result.next(candidate, 0);
                double squared = 0;
                for (int i = 0; i < x.length; i++) {
                    squared += (candidate[i] - x[i]) * (candidate[i] - x[i]);
                }
                if (next.divergence() <= stepConstant / 2 * squared + rounding || squared == 0) {
                    x = candidate;
                    result = next;
                    stepConstant *= RELAXATION;
                    break;
                }
                stepConstant =
                        Math.max(1.5 * stepConstant, Math.min(2.2 * next.divergence() / squared, 100 * stepConstant));
            }
        }
    }
}
