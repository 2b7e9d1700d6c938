package org.convolex.exact;

import java.util.List;
import org.convolex.ErrorMeasure;
import org.convolex.Outputs;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.optim.Targets;

/**
 * Chooses beta by the loss on validation images, along a path from large to small on which each network starts from the one before.
 * The largest beta of interest is the largest pull at the network without neurons: above it, that is the optimum.
 */
final class BetaPath {
    private static final double FACTOR = 4;
    private static final int MOST_STEPS = 8;

    /** So many betas in a row that do worse end the path. */
    private static final int WORSE = 2;

    private static final double COARSE_GAP = 2e-2;

    private final ExactSettings settings;
    private final Convolution convolution;
    private final ErrorMeasure measure;
    private final Outputs outputs;
    private final SolverSession session;

    BetaPath(
            ExactSettings settings,
            Convolution convolution,
            ErrorMeasure measure,
            Outputs outputs,
            SolverSession session) {
        this.settings = settings.withGap(Math.max(settings.gap(), COARSE_GAP));
        this.convolution = convolution;
        this.measure = measure;
        this.outputs = outputs;
        this.session = session;
    }

    /**
     * What was chosen.
     *
     * @param error on the validation images, as {@link ErrorMeasure} has it; NaN where nothing was judged
     */
    record Choice(double beta, double error) {}

    /**
     * @param learning images to train on; its own beta plays no part
     * @param judging images to judge on
     */
    Choice choose(NetworkProgram learning, NetworkProgram judging) {
        NetworkSolver solver = new NetworkSolver(convolution, settings, session);
        double beta = solver.largestPull(learning) / FACTOR;
        Choice best = new Choice(beta, Double.NaN);
        double least = Double.POSITIVE_INFINITY;
        int worse = 0;
        List<Neuron> network = List.of();
        for (int step = 0; step < MOST_STEPS && worse < WORSE && !session.hurry(); step++) {
            session.newProgram();
            network = solver.solve(learning.withBeta(beta), network);
            double[] scores = judging.scores(network, session.workers());
            double loss = judging.fit(scores) / judging.samples();
            Targets targets = judging.targets();
            double error =
                    measure.of(ScoreCoding.outputScores(scores, outputs), ScoreCoding.outputTargets(targets, outputs));
            session.note(
                    "beta %.4g: validation loss %.4f, %s, %d neurons",
                    beta, loss, measure.words(error), network.size());
            if (loss < least) {
                least = loss;
                best = new Choice(beta, error);
                worse = 0;
            } else {
                worse++;
            }
            beta /= FACTOR;
        }
        session.note("beta %.4g chosen", best.beta());
        session.newProgram();
        return best;
    }
}
