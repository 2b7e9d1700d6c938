package org.convolex.ccnn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convolex.Evaluation;
import org.convolex.linalg.Workers;
import org.convolex.optim.AcceleratedProjectedGradient;
import org.convolex.optim.Loss;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.ProgressListener;
import org.convolex.optim.Scores;
import org.convolex.optim.Solution;
import org.convolex.optim.Start;
import org.convolex.optim.Status;
import org.convolex.optim.StoppingRule;
import org.convolex.optim.Targets;

/**
 * Solves a program for growing radii, each from the solution before it, and looks at validation samples after each.
 *
 * <p>The radii double from the first at which the linear bound {@code f(0) - R ||G(0)||_2} allows a loss of 0: below it
 * nothing fits. The path ends when more radius stopped helping, or nothing is left to fit.
 *
 * @param steps in the order of radii
 */
record RadiusPath(List<Step> steps) {
    /** Rough solutions rank radii as well as exact ones do, at a fraction of the steps. */
    private static final double GAP = 1e-2;

    private static final int MOST_STEPS = 12;

    /** The path ends after this many radii without a better validation loss or error. */
    private static final int PATIENCE = 2;

    /** Nothing is left to fit below this share of the zero model's loss. */
    private static final double FITTED = 1e-3;

    /**
     * One radius.
     *
     * @param radius R
     * @param solution of the restricted program
     * @param validError share of validation samples of which another class is predicted
     * @param validLoss mean loss on them
     */
    record Step(double radius, Solution solution, double validError, double validLoss) {}

    /**
     * Runs the path on restricted features.
     *
     * @param fixedRadius the only radius, or NaN for a path
     */
    static RadiusPath run(
            ValidationSplit split,
            Loss loss,
            double fixedRadius,
            double maxSeconds,
            ProgressListener listener,
            Workers workers) {
        long start = System.nanoTime();
        boolean fixed = !Double.isNaN(fixedRadius);
        NuclearNormProgram program =
                new NuclearNormProgram(split.training(), split.trainingTargets(), loss, new NuclearNormBall(1));
        double radius = fixed ? fixedRadius : firstRadius(program, workers);
        Start from = Start.zero(program);
        List<Step> steps = new ArrayList<>();
        int best = 0;
        while (true) {
            double left = Math.max(1e-3, maxSeconds - (System.nanoTime() - start) * 1e-9);
            Solution solution = new AcceleratedProjectedGradient()
                    .solve(
                            program.withBall(new NuclearNormBall(radius)),
                            from,
                            StoppingRule.gap(GAP).withMaxSeconds(left),
                            listener,
                            workers);
            steps.add(judge(radius, solution, loss, split, workers));
            Step last = steps.get(steps.size() - 1);
            if (better(last, steps.get(best))) {
                best = steps.size() - 1;
            }
            boolean interrupted = solution.status() == Status.STOPPED || solution.status() == Status.TIME_LIMIT;
            boolean fitted = solution.objective() < FITTED * program.zeroObjective();
            if (fixed || interrupted || fitted || steps.size() == MOST_STEPS || steps.size() - 1 - best >= PATIENCE) {
                return new RadiusPath(List.copyOf(steps));
            }
            from = solution.asStart();
            radius *= 2;
        }
    }

    /** The radius with the fewest validation errors; of several, the one with the least validation loss. */
    Step best() {
        Step best = steps.get(0);
        for (Step step : steps) {
            if (better(step, best)) {
                best = step;
            }
        }
        return best;
    }

    private static boolean better(Step step, Step than) {
        return step.validError < than.validError
                || (step.validError == than.validError && step.validLoss < than.validLoss);
    }

    private static double firstRadius(NuclearNormProgram unit, Workers workers) {
        double slope = unit.slopeAtZero(workers);
        double radius = slope > 0 ? unit.zeroObjective() / slope : 1;
        return Double.parseDouble(String.format(Locale.ROOT, "%.1e", radius)); // two digits: easy to retype
    }

    private static Step judge(double radius, Solution solution, Loss loss, ValidationSplit split, Workers workers) {
        Targets targets = split.validationTargets();
        int outputs = targets.outputs();
        float[] scores = Scores.of(split.validation(), solution.point(), outputs, workers);
        int[] predicted = Evaluation.classesOf(scores, outputs);
        double[] row = new double[outputs];
        double lossSum = 0;
        int mistakes = 0;
        for (int i = 0; i < predicted.length; i++) {
            for (int k = 0; k < outputs; k++) {
                row[k] = scores[i * outputs + k];
            }
            lossSum += loss.value(row, 0, targets, i);
            if (targets.value(i, predicted[i]) < 0.5f) {
                mistakes++;
            }
        }
        return new Step(radius, solution, (double) mistakes / predicted.length, lossSum / predicted.length);
    }
}
