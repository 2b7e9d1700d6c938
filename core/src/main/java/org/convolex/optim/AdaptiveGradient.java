package org.convolex.optim;

import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Workers;

/**
 * AdaGrad (Duchi, Hazan, Singer 2011) with a diagonal metric on mini-batches: for batch gradients g_t,
 *
 * <pre>h_t = delta + sqrt(g_1^2 + ... + g_t^2) (each coordinate for itself),
 * x_t+1 = arg min over the ball of  &lt;g_t, x&gt; + 1/(2 eta) sum_i h_t,i (x_i - x_t,i)^2.</pre>
 *
 * <p>The minimum over the ball is a projection in the metric h, which has no closed form; a Euclidean projection of the
 * unconstrained step instead would not converge to the solution where the constraint binds. So each step runs {@value #INNER_STEPS}
 * accelerated Euclidean projected-gradient steps on this quadratic, from x_t. They read no samples.
 *
 * <p>eta moves the first step as far as a gradient step of length 1 / L, L an estimate of the curvature at the start, or R where
 * that is less. The rest is {@link AveragedEpochs}.
 *
 * @param batches in an epoch, at least 1
 * @param seed of the order of blocks
 */
public record AdaptiveGradient(int batches, long seed) implements Solver {
    private static final int INNER_STEPS = 5;

    /**
     * @throws IllegalArgumentException if {@code batches} is below 1
     */
    public AdaptiveGradient {
        if (batches < 1) {
            throw new IllegalArgumentException("AdaptiveGradient: batches must be >= 1, got " + batches);
        }
    }

    @Override
    public String name() {
        return "adagrad";
    }

    @Override
    public Solution solve(
            FirstOrderProgram any, Start start, StoppingRule rule, ProgressListener listener, Workers workers) {
        NuclearNormProgram program = NuclearNormProgram.here(any, "AdaptiveGradient");
        NuclearNormBall ball = program.ball();
        int features = program.samples().features();
        return AveragedEpochs.solve(
                "AdaptiveGradient",
                program,
                start,
                rule,
                listener,
                batches,
                seed,
                (atStart, curvature) -> {
                    double size = Math.sqrt(RowMatrices.dot(atStart, atStart) / atStart.length);
                    // h is about 2 size at first: no further than a gradient step, nor than the ball is wide
                    double eta = Math.min(2 * size / curvature, ball.radius() / Math.sqrt(atStart.length));
                    double[] squares = new double[atStart.length];
                    double[] metric = new double[atStart.length];
                    return (x, gradient) -> {
                        for (int i = 0; i < x.length; i++) {
                            squares[i] += gradient[i] * gradient[i];
                            metric[i] = (size + Math.sqrt(squares[i])) / eta;
                        }
                        return step(ball, features, x, gradient, metric, workers);
                    };
                },
                workers);
    }

    /** An approximate minimum of {@code <g, z> + 1/2 sum_i metric_i (z_i - x_i)^2} over the ball. */
    private static double[] step(
            NuclearNormBall ball, int features, double[] x, double[] gradient, double[] metric, Workers workers) {
        double largest = 0;
        for (double entry : metric) {
            largest = Math.max(largest, entry);
        }
        double[] z = x;
        double[] y = x;
        double momentum = 1;
        for (int step = 0; step < INNER_STEPS; step++) {
            double[] moved = new double[x.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = y[i] - (gradient[i] + metric[i] * (y[i] - x[i])) / largest;
            }
            double[] next = ball.project(moved, features, workers).point();
            double nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            double beta = (momentum - 1) / nextMomentum;
            y = new double[x.length];
            for (int i = 0; i < y.length; i++) {
                y[i] = next[i] + beta * (next[i] - z[i]);
            }
            z = next;
            momentum = nextMomentum;
        }
        return z;
    }
}
