package org.convolex.exact;

import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;

/**
 * Minimizes {@code sum_s L(sum_k X_k z_k) + beta Omega(Z)} over matrices Z of h x (positions outputs), for networks without a
 * rectifier: accelerated proximal gradient steps with backtracking, and a fresh start whenever a step leads uphill (O'Donoghue
 * and Candes 2015).
 *
 * <p>Cost of a step: about 6 n K h outputs flops and one proximal map. Not safe for use from several threads.
 */
final class LinearNetworkSolver {
    private static final int CHECKED_EVERY = 10;
    private static final int MOST_STEPS = 100_000;

    private final NetworkProgram program;
    private final Shrinkage shrinkage;
    private final SolverSession session;
    private final int dimension;
    private final int width;
    private final int outputs;
    private final double zero;

    LinearNetworkSolver(NetworkProgram program, Shrinkage shrinkage, SolverSession session) {
        this.program = program;
        this.shrinkage = shrinkage;
        this.session = session;
        this.dimension = program.rows().dimension();
        this.width = program.weightsOfNeuron();
        this.outputs = program.outputs();
        this.zero = program.zeroObjective();
    }

    /** Z, row-major, h x (positions outputs). */
    double[] solve() {
        double[] point = new double[dimension * width];
        double[] ahead = point.clone();
        double curvature = 1e-6;
        double momentum = 1;
        double objective = zero;
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] scores = scores(ahead);
            double fit = program.fit(scores);
            double[] dual = program.dualPoint(scores);
            double[] descent = transposed(dual); // minus the gradient
            double[] next;
            double nextFit;
            while (true) {
                next = new double[point.length];
                for (int i = 0; i < next.length; i++) {
                    next[i] = ahead[i] + descent[i] / curvature;
                }
                next = shrinkage.shrink(next, program.beta() / curvature);
                nextFit = program.fit(scores(next));
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
                ahead = point.clone();
                continue;
            }
            double nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            double carry = (momentum - 1) / nextMomentum;
            for (int i = 0; i < next.length; i++) {
                ahead[i] = next[i] + carry * (next[i] - point[i]);
            }
            point = next;
            momentum = nextMomentum;
            objective = nextObjective;
            if (step % CHECKED_EVERY == 0) {
                double[] at = program.dualPoint(scores(point));
                double lower = program.dualObjectiveInside(at, shrinkage.dual(transposed(at)));
                boolean goOn = session.step(objective, lower, zero);
                if (!goOn || objective - lower <= session.relativeGap() / 2 * (zero - lower)) {
                    break;
                }
            }
        }
        return point;
    }

    private double[] scores(double[] matrix) {
        PatchRows rows = program.rows();
        double[] scores = new double[rows.samples() * outputs];
        session.workers().forEachChunk(rows.samples(), (chunk, from, to) -> {
            forEachPatch(from, to, (s, row, at) -> {
                for (int i = 0; i < dimension; i++) {
                    double x = rows.values()[row + i];
                    for (int c = 0; c < outputs; c++) {
                        scores[s * outputs + c] += x * matrix[i * width + at + c];
                    }
                }
            });
        });
        return scores;
    }

    private double[] transposed(double[] dual) {
        PatchRows rows = program.rows();
        Workers workers = session.workers();
        return workers.sumOverChunks(rows.samples(), dimension * width, (from, to) -> {
            double[] sums = new double[dimension * width];
            forEachPatch(from, to, (s, row, at) -> {
                for (int i = 0; i < dimension; i++) {
                    double x = rows.values()[row + i];
                    for (int c = 0; c < outputs; c++) {
                        sums[i * width + at + c] += x * dual[s * outputs + c];
                    }
                }
            });
            return sums;
        });
    }

    /** What is done with a patch: its sample, where its numbers start, and where its position starts in a row of Z. */
    @FunctionalInterface
    private interface PatchBody {
        void run(int sample, int row, int position);
    }

    private void forEachPatch(int from, int to, PatchBody body) {
        int patches = program.rows().patches();
        for (int s = from; s < to; s++) {
            for (int k = 0; k < patches; k++) {
                body.run(s, (s * patches + k) * dimension, program.pooling().positionOf()[k] * outputs);
            }
        }
    }
}
