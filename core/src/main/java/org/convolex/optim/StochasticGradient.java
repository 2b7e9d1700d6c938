package org.convolex.optim;

import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Workers;

/**
 * Projected mini-batch stochastic gradient with averaging, the paper's method (algorithm 1, step 3):
 * {@code x_t+1 = project(x_t - eta_t g_t)} for the gradient g_t of a batch, and the answer is the mean of the last points.
 *
 * <p>Steps are {@code min(1 / L, R / sqrt(|g_1|^2 + ... + |g_t|^2))} for an estimate L of the curvature at the start: as long as a
 * gradient step while noise is small beside the ball, and later what the regret bound of online gradient descent asks for. The rest is
 * {@link AveragedEpochs}. A batch costs a reading of its samples and a projection.
 *
 * @param batches in an epoch, at least 1
 * @param seed of the order
 */
public record StochasticGradient(int batches, long seed) implements Solver {

    /**
     * @throws IllegalArgumentException if {@code batches} is below 1
     */
    public StochasticGradient {
        if (batches < 1) {
            throw new IllegalArgumentException("StochasticGradient: batches must be >= 1, got " + batches);
        }
    }

    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public Solution solve(
            FirstOrderProgram any, Start start, StoppingRule rule, ProgressListener listener, Workers workers) {
        NuclearNormProgram program = NuclearNormProgram.here(any, "StochasticGradient");
        NuclearNormBall ball = program.ball();
        int features = program.samples().features();
        return AveragedEpochs.solve(
                "StochasticGradient",
                program,
                start,
                rule,
                listener,
                batches,
                seed,
                (atStart, curvature) -> new AveragedEpochs.Step() {
                    private double squares;

                    @Override
                    public double[] from(double[] x, double[] gradient) {
                        squares += RowMatrices.dot(gradient, gradient);
                        double step = Math.min(1 / curvature, ball.radius() / Math.sqrt(squares));
                        double[] moved = x.clone();
                        for (int i = 0; i < moved.length; i++) {
                            moved[i] -= step * gradient[i];
                        }
                        return ball.project(moved, features, workers).point();
                    }
                },
                workers);
    }
}
