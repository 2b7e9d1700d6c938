package org.convolex.optim;

import org.convolex.linalg.Workers;
import org.jspecify.annotations.Nullable;

/**
 * What stochastic solvers with averaging share: epochs of batches, a step for each batch's gradient, and the {@link TailMean} of the
 * points as the answer. An iteration is an epoch: every sample read once in batches, in an order that comes from the seed, and a
 * full pass at the mean for objective and lower bound.
 */
final class AveragedEpochs {

    /** Makes x_t+1 of x_t. Implementations keep what they know of the gradients before. */
    interface Step {
        /**
         * @param x the point, feasible; not to be changed
         * @param gradient of a batch at x
         * @return the next point, feasible
         */
        double[] from(double[] x, double[] gradient);
    }

    /** Begins with the first step, knowing where it starts. */
    interface FirstStep {
        /**
         * @param gradient of all samples at the start
         * @param curvature an estimate at the start, above 0: {@link Curvature}
         */
        Step at(double[] gradient, double curvature);
    }

    private AveragedEpochs() {}

    /**
     * Solves the program.
     *
     * @param solver named in messages
     * @param batches in an epoch
     * @param seed of the order
     */
    static Solution solve(
            String solver,
            NuclearNormProgram program,
            Start start,
            StoppingRule rule,
            ProgressListener listener,
            int batches,
            long seed,
            FirstStep first,
            Workers workers) {
        Monitor monitor = new Monitor(solver, program, start, rule, listener, workers);
        FusedPass pass = new FusedPass(program, workers);
        Batches order = new Batches(program.samples().blocks(), batches, seed);
        double[] zeros = new double[program.targets().values().length];
        double[] x = program.ball()
                .project(start.point(), program.samples().features(), workers)
                .point();
        FusedPass.Result result = pass.at(x);
        @Nullable Status status = monitor.after(x, result);
        if (status != null) {
            return monitor.solution(status, Double.NaN);
        }
        double curvature = Curvature.at(x, result.gradient(), pass, seed, workers);
        Step step = first.at(result.gradient(), curvature);
        TailMean mean = new TailMean(x.length);
        for (int epoch = 1; status == null; epoch++) {
            mean.begin(epoch);
            for (int[] batch : order.next()) {
                x = step.from(x, pass.over(batch, x, zeros));
                mean.add(x);
            }
            double[] average = mean.value();
            status = monitor.after(average, pass.at(average));
        }
        return monitor.solution(status, curvature);
    }
}
