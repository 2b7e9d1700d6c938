package org.convolex.optim;

import org.convolex.linalg.Workers;

/**
 * Prox-SVRG (Xiao, Zhang 2014): stochastic steps whose noise vanishes at the solution. From a snapshot s with full
 * gradient G(s), a batch b gives
 *
 * <pre>v = g_b(x) - g_b(s) + G(s),   x+ = project(x - v / (2 L)),</pre>
 *
 * and the last x is the next snapshot. L is an estimate of the curvature at the snapshot, doubled whenever a snapshot's objective
 * is above the one before, which is then gone back to.
 *
 * <p>The residuals of the snapshot are known, so a batch's difference of gradients costs one reading of its samples. An
 * iteration is a full pass, two epochs of batches and a projection a batch; the full pass gives a lower bound.
 *
 * @param batches in an epoch, at least 1
 * @param seed of the order of blocks
 */
public record VarianceReducedGradient(int batches, long seed) implements Solver {
    private static final int EPOCHS = 2;

    /**
     * @throws IllegalArgumentException if {@code batches} is below 1
     */
    public VarianceReducedGradient {
        if (batches < 1) {
            throw new IllegalArgumentException("VarianceReducedGradient: batches must be >= 1, got " + batches);
        }
    }

    @Override
    public String name() {
        return "svrg";
    }

    @Override
    public Solution solve(
            FirstOrderProgram any, Start start, StoppingRule rule, ProgressListener listener, Workers workers) {
        NuclearNormProgram program = NuclearNormProgram.here(any, "VarianceReducedGradient");
        Monitor monitor = new Monitor("VarianceReducedGradient", program, start, rule, listener, workers);
        int features = program.samples().features();
        FusedPass pass = new FusedPass(program, workers);
        Batches order = new Batches(program.samples().blocks(), batches, seed);
        double[] snapshot =
                program.ball().project(start.point(), features, workers).point();
        FusedPass.Result at = pass.at(snapshot);
        Status status = monitor.after(snapshot, at);
        double curvature = status != null ? Double.NaN : Curvature.at(snapshot, at.gradient(), pass, seed, workers);
        while (status == null) {
            double[] x = snapshot;
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                for (int[] batch : order.next()) {
                    double[] difference = pass.over(batch, x, at.residuals());
                    double[] moved = x.clone();
                    for (int i = 0; i < moved.length; i++) {
                        moved[i] -= (difference[i] + at.gradient()[i]) / (2 * curvature);
                    }
                    x = program.ball().project(moved, features, workers).point();
                }
            }
            FusedPass.Result next = pass.at(x);
            status = monitor.after(x, next);
            if (next.objective() > at.objective()) {
                curvature *= 2;
            } else {
                snapshot = x;
                at = next;
            }
        }
        return monitor.solution(status, curvature);
    }
}
