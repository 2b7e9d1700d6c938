package org.convolex.relaxation;

import java.util.Arrays;
import java.util.List;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.SharedFilter;

/**
 * Solves the relaxation for given directions:
 *
 * <pre>
 *   (8)  beta &gt; 0:   min 1/2 sum_i (f_i(w) - y_i)_+^2 - beta r.w
 *   (9)  beta = 0:   max r.w   over   f_i(w) &lt;= y_i
 * </pre>
 *
 * <p>of Bartan and Pilanci (2019), over w alone. For activations with a curvature, (9) is the limit of (8), which is followed to a
 * small beta. The naive relaxation (7) is (8) with a direction of zero: w = 0 solves it wherever f(0) is at most y, and so it
 * learns nothing.
 *
 * <p>Immutable and safe for use from many threads. The same bits for any number of threads.
 *
 * @param problem samples and targets
 * @param beta at least 0
 * @param set of filters
 */
public record RelaxationSolver(SharedFilter problem, double beta, FilterSet set) {
    /** Samples from which on a program is solved over few of them, with the others looked at together. */
    private static final int MANY_SAMPLES = 4000;

    /** A training error of this share of the targets' norm is none. */
    private static final double FITS = 1e-6;

    private static final double SMOOTH_START = 1e-2;
    private static final double SMOOTH_END = 1e-10;
    private static final double SMOOTH_FACTOR = 0.1;

    /**
     * @throws IllegalArgumentException if beta is not finite and at least 0
     */
    public RelaxationSolver {
        if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta must be finite and >= 0, got " + beta);
        }
    }

    /**
     * One trial a direction, in parallel.
     *
     * @throws IllegalArgumentException if a direction is zero
     */
    public List<Trial> trials(List<double[]> directions, Workers workers) {
        Trial[] trials = new Trial[directions.size()];
        boolean large = problem.samples() > MANY_SAMPLES || trials.length == 1;
        if (large) {
            for (int t = 0; t < trials.length; t++) {
                trials[t] = trial(directions.get(t), workers);
            }
        } else {
            try (Workers alone = new Workers(1)) {
                workers.forEach(trials.length, t -> trials[t] = trial(directions.get(t), alone));
            }
        }
        return List.of(trials);
    }

    /** The trial with the least training error, of equals the first; of those without a filter only if none has one. */
    public static Trial best(List<Trial> trials) {
        Trial best = trials.get(0);
        for (Trial trial : trials) {
            boolean better = trial.outcome().hasFilter() == best.outcome().hasFilter()
                    ? trial.residual() < best.residual()
                    : trial.outcome().hasFilter();
            best = better ? trial : best;
        }
        return best;
    }

    private Trial trial(double[] direction, Workers workers) {
        if (Arrays.stream(direction).allMatch(value -> value == 0)) {
            throw new IllegalArgumentException("a direction is zero: it prefers no filter");
        }
        if (beta > 0) {
            return slack(direction, workers);
        }
        return problem.activation().polyhedral() ? linear(direction, workers) : limit(direction, workers);
    }

    private Trial linear(double[] direction, Workers workers) {
        DirectionProgram program = new DirectionProgram(problem, set);
        DirectionProgram.Solution solution = problem.samples() > MANY_SAMPLES
                ? new WorkingSamples(problem, program).solve(direction, workers)
                : program.solve(direction, DirectionProgram.all(problem.samples()));
        return judged(
                direction,
                solution.filter(),
                solution.bounded(),
                solution.feasible(),
                solution.finished(),
                solution.constraints(),
                workers);
    }

    private Trial slack(double[] direction, Workers workers) {
        SlackProgram.Solution solution =
                new SlackProgram(problem, direction, beta, set).solve(new double[direction.length], workers);
        return judged(
                direction, solution.filter(), solution.bounded(), true, solution.finished(), solution.steps(), workers);
    }

    private Trial limit(double[] direction, Workers workers) {
        double size = 0;
        for (double target : problem.targets()) {
            size = Math.max(size, Math.abs(target));
        }
        double[] filter = new double[direction.length];
        SlackProgram.Solution solution = new SlackProgram.Solution(filter, true, true, 0);
        int steps = 0;
        for (double share = SMOOTH_START; share > SMOOTH_END; share *= SMOOTH_FACTOR) {
            solution = new SlackProgram(problem, direction, share * Math.max(size, Double.MIN_NORMAL), set)
                    .solve(filter, workers);
            steps += solution.steps();
            if (!solution.bounded()) {
                break;
            }
            filter = solution.filter();
        }
        double rest = 0; // what remains of the slack that small beta allows
        double[] outputs = problem.outputs(filter, workers);
        for (int i = 0; i < outputs.length; i++) {
            rest = Math.max(rest, outputs[i] - problem.targets()[i]);
        }
        boolean feasible = !(rest > FITS * size);
        return judged(direction, solution.filter(), solution.bounded(), feasible, solution.finished(), steps, workers);
    }

    private Trial judged(
            double[] direction,
            double[] filter,
            boolean bounded,
            boolean feasible,
            boolean finished,
            int steps,
            Workers workers) {
        double norm = Vectors.length(problem.targets());
        Outcome outcome = !feasible
                ? Outcome.INFEASIBLE
                : !bounded ? Outcome.UNBOUNDED : finished ? Outcome.OTHER_VERTEX : Outcome.UNFINISHED;
        double[] kept = outcome.hasFilter() ? filter : new double[filter.length];
        double residual = problem.residual(kept, workers);
        if (outcome.hasFilter() && residual <= FITS * norm && norm > 0) {
            outcome = Outcome.RECOVERED;
        } else if (outcome.hasFilter() && Vectors.length(kept) == 0) {
            outcome = Outcome.ZERO;
        }
        return new Trial(direction, kept, outcome, residual, steps);
    }
}
