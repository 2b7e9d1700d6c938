package org.convolex.optim;

import org.convolex.linalg.Workers;

/**
 * Solves the program in a small set of directions, and pays for full passes only to certify and to extend it.
 *
 * <p>The solution of {@link NuclearNormProgram} has low rank. Restricted to A = U B with q orthonormal directions, the
 * program keeps its form and the samples shrink by m / q. One full pass then gives the gradient at U B, a lower bound on
 * the whole program, and, where that is not yet good enough, the directions to add: the leading left singular vectors of
 * the part of the gradient that U does not see.
 *
 * @param inner solves the restricted programs
 * @param directions U to begin with
 * @param restricted the program in B, for these directions
 * @param storage how samples are held that are restricted to more directions
 */
public record WorkingSetSolver(Solver inner, Directions directions, FirstOrderProgram restricted, SampleStorage storage)
        implements Solver {
    /** Directions added at a time: enough to end in one or two rounds, few beside those in use. */
    private static final int ADDITIONAL = 16;

    /** How far the set of directions may grow before it drops what it does not use. */
    public static final int GROWTH = 2 * ADDITIONAL;

    /** The restricted program is solved a bit better than asked, to leave room for what U does not see. */
    private static final double INNER_SHARE = 0.85;

    /** Each round leaves more of that room: a point that only just keeps its gap may miss the whole one's forever. */
    private static final double SHARE_DECAY = 0.6;

    /** Where U misses much, the next restricted program is solved only so much better than the whole one is. */
    private static final double TIGHTENING = 0.1;

    private static final int MOST_ROUNDS = 30;

    @Override
    public String name() {
        return "working-set";
    }

    /**
     * {@inheritDoc}
     *
     * <p>The lower bounds that the listener hears are on the restricted program; the solution's is on the whole one. If
     * the time or the listener stops the inner solver, the solution's lower bound is minus infinity.
     */
    @Override
    public Solution solve(
            FirstOrderProgram program, Start start, StoppingRule rule, ProgressListener listener, Workers workers) {
        start.requireFits(program, "WorkingSetSolver");
        long startNanos = System.nanoTime();
        double zeroObjective = program.zeroObjective();
        Directions current = directions;
        FirstOrderProgram smaller = restricted;
        Start from = new Start(current.coordinates(start.point(), workers), start.stepConstant());
        double fullGap = 0;
        double share = INNER_SHARE;
        int iterations = 0;
        for (int round = 1; ; round++) {
            double elapsed = (System.nanoTime() - startNanos) * 1e-9;
            StoppingRule innerRule = rule.withGap(Math.max(share * rule.relativeGap(), TIGHTENING * fullGap))
                    .withMaxSeconds(Math.max(1e-9, rule.maxSeconds() - elapsed))
                    .withMaxIterations(Math.max(1, rule.maxIterations() - iterations));
            int before = iterations;
            Solution inside = inner.solve(
                    smaller,
                    from,
                    innerRule,
                    p -> listener.onProgress(new Progress(
                            before + p.iteration(),
                            elapsed + p.seconds(),
                            p.objective(),
                            p.lowerBound(),
                            p.zeroObjective())),
                    workers);
            iterations += inside.iterations();
            double[] point = current.lift(inside.point(), workers);
            if (inside.status() != Status.GAP_REACHED && inside.status() != Status.STALLED) {
                return new Solution(
                        point,
                        inside.objective(),
                        Double.NEGATIVE_INFINITY,
                        inside.status(),
                        iterations,
                        inside.stepConstant());
            }
            Pass full = program.at(point, workers);
            double lowerBound = program.lowerBound(point, full.objective(), full.gradient(), workers);
            fullGap = RelativeGap.of(full.objective(), lowerBound, zeroObjective);
            boolean reached = fullGap <= rule.relativeGap();
            if (reached || inside.status() == Status.STALLED || round == MOST_ROUNDS) {
                return new Solution(
                        point,
                        full.objective(),
                        lowerBound,
                        reached ? Status.GAP_REACHED : Status.STALLED,
                        iterations,
                        inside.stepConstant());
            }
            share *= SHARE_DECAY;
            current = current.extended(point, full.gradient(), ADDITIONAL, directions.count() + GROWTH, workers);
            smaller = program.within(current, storage, workers);
            from = new Start(current.coordinates(point, workers), inside.stepConstant());
        }
    }
}
