package org.convolex.optim;

import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Workers;
import org.jspecify.annotations.Nullable;

/**
 * What a first-order solver keeps book of, whatever its steps are: the best point met, the best lower bound, time, and
 * whether to stop. Not safe for use from several threads.
 */
final class Monitor {
    /** Scores are sums of floats: objectives and bounds are this share of the zero objective uncertain. */
    private static final double ROUNDING = 2e-8;

    /** Over this many iterations, objective and lower bound must have come closer by a share of what is left. */
    private static final int STALL_ITERATIONS = 1000;

    private static final double STALL_PROGRESS = 1e-2;

    private final NuclearNormProgram program;
    private final StoppingRule rule;
    private final ProgressListener listener;
    private final Workers workers;
    private final double zeroObjective;
    private final long startNanos = System.nanoTime();

    private double[] best;
    private double bestObjective = Double.POSITIVE_INFINITY;
    private double lowerBound = Double.NEGATIVE_INFINITY;
    private int iteration = -1;
    private double gapAtLastCheck = Double.POSITIVE_INFINITY;

    /**
     * @param solver named in the message
     * @throws IllegalArgumentException if the start has another length than the program's points
     */
    Monitor(
            String solver,
            NuclearNormProgram program,
            Start start,
            StoppingRule rule,
            ProgressListener listener,
            Workers workers) {
        if (start.point().length != program.pointLength()) {
            throw new IllegalArgumentException(solver + ": the start has " + start.point().length
                    + " numbers, the program's points " + program.pointLength());
        }
        this.program = program;
        this.rule = rule;
        this.listener = listener;
        this.workers = workers;
        this.zeroObjective = program.zeroObjective();
        this.best = start.point();
    }

    /**
     * Hears of the point after an iteration, or of the start; {@code f(x) - <G, x> - R ||G||_2} is a lower bound for any x.
     *
     * @param point x, feasible
     * @param result a full pass at it
     * @return why to stop now, or null to go on
     */
    @Nullable
    Status after(double[] point, FusedPass.Result result) {
        iteration++;
        double objective = result.objective();
        if (Double.isFinite(objective)) {
            double linear = RowMatrices.dot(result.gradient(), point);
            double support =
                    program.ball().support(result.gradient(), program.samples().features(), workers);
            lowerBound = Math.max(lowerBound, objective - linear - support);
        }
        if (objective < bestObjective || iteration == 0) {
            best = point;
            bestObjective = objective;
        }
        return stopped();
    }

    private @Nullable Status stopped() {
        double seconds = (System.nanoTime() - startNanos) * 1e-9;
        Progress progress = new Progress(iteration, seconds, bestObjective, lowerBound, zeroObjective);
        if (!Double.isFinite(bestObjective)
                || lowerBound > bestObjective + 10 * ROUNDING * Math.max(1, zeroObjective)) {
            return Status.NUMERICAL_TROUBLE;
        }
        if (progress.relativeGap() <= rule.relativeGap()) {
            return Status.GAP_REACHED;
        }
        if (!listener.onProgress(progress)) {
            return Status.STOPPED;
        }
        if (seconds >= rule.maxSeconds()) {
            return Status.TIME_LIMIT;
        }
        if (iteration >= rule.maxIterations()) {
            return Status.ITERATION_LIMIT;
        }
        return iteration % STALL_ITERATIONS == STALL_ITERATIONS - 1 && stalled() ? Status.STALLED : null;
    }

    private boolean stalled() {
        double gap = bestObjective - lowerBound;
        boolean stalled = gap > (1 - STALL_PROGRESS) * gapAtLastCheck;
        gapAtLastCheck = gap;
        return stalled;
    }

    /** The best point heard of. */
    Solution solution(Status status, double stepConstant) {
        return new Solution(best, bestObjective, lowerBound, status, iteration, stepConstant);
    }
}
