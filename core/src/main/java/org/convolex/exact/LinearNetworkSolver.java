package org.convolex.exact;

import org.convolex.network.NetworkProgram;

/**
 * Minimizes {@code sum_s L((A Z)_s) + beta Omega(Z)} over matrices Z, for networks whose scores are linear in them: accelerated
 * proximal gradient steps with backtracking, and a fresh start whenever a step leads uphill (O'Donoghue and Candes 2015).
 *
 * <p>Cost of a step: the map A and its transpose, and one proximal map. Not safe for use from several threads.
 */
final class LinearNetworkSolver {
    private static final int CHECKED_EVERY = 10;
    private static final int MOST_STEPS = 100_000;

    private final NetworkProgram program;
    private final Shrinkage shrinkage;
    private final SolverSession session;
    private final ScoreMap map;
    private final double zero;

    LinearNetworkSolver(NetworkProgram program, Shrinkage shrinkage, SolverSession session) {
        this(program, new PatchScores(program, session.workers()), shrinkage, session);
    }

    /** @param map A */
    LinearNetworkSolver(NetworkProgram program, ScoreMap map, Shrinkage shrinkage, SolverSession session) {
        this.program = program;
        this.map = map;
        this.shrinkage = shrinkage;
        this.session = session;
        this.zero = program.zeroObjective();
    }

    /** Z, as the map takes it. */
    double[] solve() {
        double[] point = new double[map.size()];
        double[] pointScores = new double[program.samples() * program.outputs()];
        double[] ahead = point;
        double[] scores = pointScores; // of the point ahead: as they are linear, they are extrapolated, too
        double curvature = 1e-6;
        double momentum = 1;
        double objective = zero;
        for (int step = 0; step < MOST_STEPS; step++) {
            double fit = program.fit(scores);
            double[] dual = program.dualPoint(scores);
            double[] descent = map.transposed(dual); // minus the gradient
            double[] next;
            double[] nextScores;
            double nextFit;
            while (true) {
                next = new double[point.length];
                for (int i = 0; i < next.length; i++) {
                    next[i] = ahead[i] + descent[i] / curvature;
                }
                next = shrinkage.shrink(next, program.beta() / curvature);
                nextScores = map.scores(next);
                nextFit = program.fit(nextScores);
                double model = fit;
                for (int i = 0; i < next.length; i++) {
                    double move = next[i] - ahead[i];
                    model += move * (curvature / 2 * move - descent[i]);
                }
                if (nextFit <= model + 1e-14 * Math.abs(fit)) {
                    break;
                }
                curvature *= 2;
            }
            double nextObjective = nextFit + program.beta() * shrinkage.norm(next);
            if (nextObjective > objective * (1 + 1e-15) && momentum > 1) {
                momentum = 1;
                ahead = point;
                scores = pointScores;
                continue;
            }
            double nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            double carry = (momentum - 1) / nextMomentum;
            ahead = extrapolated(next, point, carry);
            scores = extrapolated(nextScores, pointScores, carry);
            point = next;
            pointScores = nextScores;
            momentum = nextMomentum;
            objective = nextObjective;
            if (step % CHECKED_EVERY == 0) {
                double[] at = program.dualPoint(pointScores);
                double lower = program.dualObjectiveInside(at, shrinkage.dual(map.transposed(at)));
                boolean goOn = session.step(objective, lower, zero);
                if (!goOn || objective - lower <= session.relativeGap() / 2 * (zero - lower)) {
                    break;
                }
            }
        }
        return point;
    }

    private static double[] extrapolated(double[] next, double[] last, double carry) {
        double[] ahead = new double[next.length];
        for (int i = 0; i < next.length; i++) {
            ahead[i] = next[i] + carry * (next[i] - last[i]);
        }
        return ahead;
    }
}
