package org.convolex.optim;

import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Workers;

/**
 * Projected mini-batch stochastic gradient with averaging, the paper's method (algorithm 1, step 3):
 * {@code x_t+1 = project(x_t - eta_t g_t)} for the gradient g_t of a batch, and the answer is the mean of the last points.
 *
 * <p>Steps are {@code min(1 / L, R / sqrt(|g_1|^2 + ... + |g_t|^2))} for an estimate L of the curvature at the start: as long as a
 * gradient step while noise is small beside the ball, and later what the regret bound of online gradient descent asks for. The mean
 * is a {@link TailMean}.
 *
 * <p>An iteration is an epoch: every sample read once in batches, a projection a batch, and a full pass at the mean for
 * objective and lower bound. The order of blocks comes from the seed.
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
            NuclearNormProgram program, Start start, StoppingRule rule, ProgressListener listener, Workers workers) {
        Monitor monitor = new Monitor("StochasticGradient", program, start, rule, listener, workers);
        int features = program.samples().features();
        FusedPass pass = new FusedPass(program, workers);
        Batches order = new Batches(program.samples().blocks(), batches, seed);
        double[] zeros = new double[program.targets().values().length];
        double[] x = program.ball().project(start.point(), features, workers).point();
        FusedPass.Result result = pass.at(x);
        Status status = monitor.after(x, result);
        double curvature = status != null ? Double.NaN : Curvature.at(x, result.gradient(), pass, seed, workers);
        TailMean mean = new TailMean(x.length);
        double squares = 0;
        for (int epoch = 1; status == null; epoch++) {
            mean.begin(epoch);
            for (int[] batch : order.next()) {
                double[] gradient = pass.over(batch, x, zeros);
                squares += RowMatrices.dot(gradient, gradient);
                double step = Math.min(1 / curvature, program.ball().radius() / Math.sqrt(squares));
                double[] moved = x.clone();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] -= step * gradient[i];
                }
                x = program.ball().project(moved, features, workers).point();
                mean.add(x);
            }
            double[] average = mean.value();
            status = monitor.after(average, pass.at(average));
        }
        return monitor.solution(status, curvature);
    }
}
