package org.convolex.optim;

import org.convolex.linalg.Workers;
import org.jspecify.annotations.Nullable;

/**
 * What a first-order solver keeps book of, whatever its steps are: the best point met, the best lower bound, time, and
 * whether to stop. Not safe for use from several threads.
 */
final class Monitor {
    /** Scores are sums of floats: objectives and bounds are this share of the zero objective uncertain. */
    private static final double ROUNDING = 2e-8;

    /** Whatever an iteration of theirs is, after so many of them most solvers have come closer. */
    private static final int STALL_ITERATIONS = 1000;

    /** By this share of what was left, objective and lower bound must have come closer. */
    private static final double STALL_PROGRESS = 1e-2;

    private final FirstOrderProgram program;
    private final StoppingRule rule;
    private final ProgressListener listener;
    private final Workers workers;
    private final int stallIterations;
    private final double zeroObjective;
    private final long startNanos = System.nanoTime();

    private double[] best;
    private double bestObjective = Double.POSITIVE_INFINITY;
    private double lowerBound = Double.NEGATIVE_INFINITY;
    private int iteration = -1;
    private boolean started;
    private double gapAtLastCheck = Double.POSITIVE_INFINITY;

    /** For solvers that are given up after 1,000 iterations without progress. */
    Monitor(
            String solver,
            FirstOrderProgram program,
            Start start,
            StoppingRule rule,
            ProgressListener listener,
            Workers workers) {
        this(solver, program, start, rule, listener, STALL_ITERATIONS, workers);
    }

    /**
     * @param solver named in the message
     * @param stallIterations over which objective and lower bound must have come closer
     * @throws IllegalArgumentException if the start has another length than the program's points
     */
    Monitor(
            String solver,
            FirstOrderProgram program,
            Start start,
            StoppingRule rule,
            ProgressListener listener,
            int stallIterations,
            Workers workers) {
        start.requireFits(program, solver);
        this.program = program;
        this.rule = rule;
        this.listener = listener;
        this.workers = workers;
        this.stallIterations = stallIterations;
        this.zeroObjective = program.zeroObjective();
        this.best = start.point();
    }

    /** f(0) of the program. */
    double zeroObjective() {
        return zeroObjective;
    }

    /**
     * Hears of the point after an iteration, or of the start.
     *
     * @param point x, feasible
     * @param result a full pass at it
     * @return why to stop now, or null to go on
     */
    @Nullable
    Status after(double[] point, Pass result) {
        bound(point, result.objective(), result.gradient());
        reach(point, result.objective());
        return stopped();
    }

    /** Hears of objective and gradient at any point, feasible or not: they give a lower bound. */
    void bound(double[] point, double objective, double[] gradient) {
        if (Double.isFinite(objective)) {
            double bound = program.lowerBound(point, objective, gradient, workers);
            if (bound > lowerBound) {
                lowerBound = bound;
            }
        }
    }

    /** Hears of a feasible point; the first one is the start. */
    void reach(double[] point, double objective) {
        if (objective < bestObjective || !started) {
            best = point;
            bestObjective = objective;
            started = true;
        }
    }

    /**
     * Counts an iteration, the first call being for the start, and tells the listener.
     *
     * @return why to stop now, or null to go on
     */
    @Nullable
    Status stopped() {
        iteration++;
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
        return iteration % stallIterations == stallIterations - 1 && stalled() ? Status.STALLED : null;
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
