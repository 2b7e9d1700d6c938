package org.convolex.optim;

import org.convolex.linalg.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Solves a program in a subspace of few directions that follows the point.
 *
 * <p>The solution of {@link NuclearNormProgram} has low rank, and so have the points on the way to it. At a point A with
 * gradient G, let U span the columns of A and the leading left singular vectors of G. Restricted to A = U B, the samples shrink by
 * m / q, and a step of the inner solver costs that much less; the Frank-Wolfe gap at A stays what it was, as
 * {@code ||U^T G||_2 = ||G||_2}. The inner solver makes it {@value #TIGHTENING} times as large, and a full pass at the point that it
 * found gives the true gap, the lower bound, and the next subspace. As the leading singular spaces of A and G agree at a
 * solution, the true gap follows the restricted one: a relative gap of 1e-3 takes three or four rounds.
 *
 * <p>Cost of a round: one full pass, one reading and restriction of the samples, and the inner solver's passes over a
 * few of m columns. Where more than half of all directions would be needed, the inner solver gets the whole program. Memory: the
 * restricted samples, at most half as much as all.
 *
 * @param inner solves the restricted programs
 * @param additional directions to take from the gradient, at least 1
 * @param storage how restricted samples are held
 */
public record SubspaceSolver(Solver inner, int additional, SampleStorage storage) implements Solver {
    /** By what factor the gap falls in a round: less means more rounds, more means steps in a subspace that is out of date. */
    private static final double TIGHTENING = 0.1;

    /** The last rounds go a bit below what is asked, to leave room for what the subspace does not see. */
    private static final double LAST_SHARE = 0.8;

    /** Rounds in which the gap does not fall by this share, one after another, are the last. */
    private static final double STALL_PROGRESS = 1e-2;

    private static final int MOST_STALLED_ROUNDS = 5;

    /** Directions from the gradient: on MNIST 3, 4 and 6 need about the same number of rounds, and steps cost in proportion. */
    private static final int ADDITIONAL = 4;

    /**
     * @throws IllegalArgumentException if {@code additional} is below 1
     */
    public SubspaceSolver {
        if (additional < 1) {
            throw new IllegalArgumentException("SubspaceSolver: additional must be >= 1, got " + additional);
        }
    }

    /** Takes 4 directions from the gradient. */
    public SubspaceSolver(Solver inner, SampleStorage storage) {
        this(inner, ADDITIONAL, storage);
    }

    @Override
    public String name() {
        return "subspace";
    }

    /**
     * {@inheritDoc}
     *
     * <p>The lower bounds that the listener hears within a round are on the restricted program; the solution's is on the whole
     * one, and minus infinity if the first round was not finished.
     */
    @Override
    public Solution solve(
            FirstOrderProgram program, Start start, StoppingRule rule, ProgressListener listener, Workers workers) {
        start.requireFits(program, "SubspaceSolver");
        return new Run(program, start, rule, listener, workers).solve();
    }

    /** The state of one solve. */
    private final class Run {
        private final FirstOrderProgram program;
        private final StoppingRule rule;
        private final ProgressListener listener;
        private final Workers workers;
        private final int features;
        private final double zeroObjective;
        private final long startNanos = System.nanoTime();

        private double[] point;
        private double stepConstant;
        private double lowerBound = Double.NEGATIVE_INFINITY;
        private int iterations;
        private double leastGap = Double.POSITIVE_INFINITY;
        private int stalledRounds;

        Run(FirstOrderProgram program, Start start, StoppingRule rule, ProgressListener listener, Workers workers) {
            this.program = program;
            this.rule = rule;
            this.listener = listener;
            this.workers = workers;
            this.features = program.features();
            this.zeroObjective = program.zeroObjective();
            this.point =
                    program.ball().project(start.point(), features, workers).point();
            this.stepConstant = start.stepConstant();
        }

        Solution solve() {
            while (true) {
                Pass full = program.at(point, workers);
                updateLowerBound(full);
                double gap = RelativeGap.of(full.objective(), lowerBound, zeroObjective);
                Status status = status(full.objective(), gap);
                if (status != null) {
                    return solution(full.objective(), status);
                }
                Solution restricted =
                        round(full.gradient(), Math.max(LAST_SHARE * rule.relativeGap(), TIGHTENING * gap));
                if (restricted.status() != Status.GAP_REACHED && restricted.status() != Status.STALLED) {
                    return solution(restricted.objective(), restricted.status());
                }
            }
        }

        /** Solves the program in the subspace of point and gradient, and moves the point. */
        private Solution round(double[] gradient, double gap) {
            Directions directions = Directions.around(point, gradient, features, additional, workers);
            if (2 * directions.count() > features) {
                directions = Directions.all(features);
            }
            Directions within = directions;
            FirstOrderProgram smaller = within.count() == features ? program : program.within(within, storage, workers);
            double elapsed = seconds();
            int before = iterations;
            Solution restricted = inner.solve(
                    smaller,
                    new Start(within.coordinates(point, workers), stepConstant),
                    rule.withGap(gap)
                            .withMaxSeconds(Math.max(1e-9, rule.maxSeconds() - elapsed))
                            .withMaxIterations(Math.max(1, rule.maxIterations() - iterations)),
                    p -> listener.onProgress(new Progress(
                            before + p.iteration(),
                            elapsed + p.seconds(),
                            p.objective(),
                            p.lowerBound(),
                            p.zeroObjective())),
                    workers);
            iterations += restricted.iterations();
            stepConstant = restricted.stepConstant();
            point = within.lift(restricted.point(), workers);
            return restricted;
        }

        private void updateLowerBound(Pass full) {
            if (Double.isFinite(full.objective())) {
                lowerBound =
                        Math.max(lowerBound, program.lowerBound(point, full.objective(), full.gradient(), workers));
            }
        }

        private @Nullable Status status(double objective, double gap) {
            if (!Double.isFinite(objective)) {
                return Status.NUMERICAL_TROUBLE;
            }
            if (gap <= rule.relativeGap()) {
                return Status.GAP_REACHED;
            }
            stalledRounds = gap > (1 - STALL_PROGRESS) * leastGap ? stalledRounds + 1 : 0;
            leastGap = Math.min(leastGap, gap);
            return stalledRounds == MOST_STALLED_ROUNDS ? Status.STALLED : null;
        }

        private Solution solution(double objective, Status status) {
            return new Solution(point, objective, lowerBound, status, iterations, stepConstant);
        }

        private double seconds() {
            return (System.nanoTime() - startNanos) * 1e-9;
        }
    }
}
