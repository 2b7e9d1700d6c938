package org.convolex.ccnn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.convolex.ErrorMeasure;
import org.convolex.linalg.Workers;
import org.convolex.optim.Loss;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.ProgressListener;
import org.convolex.optim.Scores;
import org.convolex.optim.Solution;
import org.convolex.optim.Solver;
import org.convolex.optim.Start;
import org.convolex.optim.Status;
import org.convolex.optim.StoppingRule;
import org.convolex.optim.Targets;

/**
 * Solves a program for growing radii, each from the solution before it, and looks at validation samples after each.
 *
 * <p>The radii double from a multiple of {@code f(0) / ||G(0)||_2}: below that quotient, convexity alone says that no model
 * fits. The path ends when the validation loss rises, or nothing is left to fit.
 *
 * @param steps in the order of radii
 */
record RadiusPath(List<Step> steps) {
    /** Relative gap at which a path chooses R: a looser one favours radii that are too large. */
    static final double GAP = 1e-2;

    /** Relative gap at which paths for different gammas are compared: it is the same for all of them. */
    static final double ROUGH_GAP = 3e-2;

    private static final int MOST_STEPS = 12;

    /** Over the quotient below which no model fits: what small images and large ones underfit was a waste to solve. */
    private static final double FIRST_RADIUS = 4;

    /** Nothing is left to fit below this share of the zero model's loss. */
    private static final double FITTED = 1e-3;

    /**
     * One radius.
     *
     * @param radius R
     * @param solution of the restricted program
     * @param validError on validation samples, by the measure given
     * @param validLoss mean loss on them, weighted as in training
     */
    record Step(double radius, Solution solution, double validError, double validLoss) {}

    /**
     * Runs the path on restricted features.
     *
     * @param measure of errors on validation samples
     * @param solver of each program
     * @param fixedRadius the only radius, or NaN for a path
     * @param gap relative gap of each solution
     */
    static RadiusPath run(
            ValidationSplit split,
            Loss loss,
            ErrorMeasure measure,
            Solver solver,
            double fixedRadius,
            double gap,
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
        while (true) {
            double left = Math.max(1e-9, maxSeconds - (System.nanoTime() - start) * 1e-9);
            Solution solution = solver.solve(
                    program.withBall(new NuclearNormBall(radius)),
                    from,
                    StoppingRule.gap(gap).withMaxSeconds(left),
                    listener,
                    workers);
            Step step = judge(radius, solution, loss, measure, split, workers);
            boolean risen = !steps.isEmpty() && step.validLoss >= steps.get(steps.size() - 1).validLoss;
            steps.add(step);
            boolean interrupted = solution.status() == Status.STOPPED || solution.status() == Status.TIME_LIMIT;
            boolean fitted = solution.objective() < FITTED * program.zeroObjective();
            if (fixed || interrupted || fitted || risen || steps.size() == MOST_STEPS) {
                return new RadiusPath(List.copyOf(steps));
            }
            from = solution.asStart();
            radius *= 2;
        }
    }

    /** The radius with the least validation loss: errors are too few to rank neighbouring radii. */
    Step best() {
        return Collections.min(steps, Comparator.comparingDouble(Step::validLoss));
    }

    /**
     * The radius for {@code all} images, of one that serves {@code some} of them best: the excess risk grows with R / sqrt(n), the
     * paper's (16), so that it allows sqrt(n) times the R on n times as many images.
     */
    static double scaled(double radius, int some, int all) {
        return twoDigits(radius * Math.sqrt((double) all / some));
    }

    private static double firstRadius(NuclearNormProgram unit, Workers workers) {
        double slope = unit.slopeAtZero(workers);
        return twoDigits(slope > 0 ? FIRST_RADIUS * unit.zeroObjective() / slope : 1);
    }

    /** Easy to retype. */
    private static double twoDigits(double radius) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.1e", radius));
    }

    private static Step judge(
            double radius, Solution solution, Loss loss, ErrorMeasure measure, ValidationSplit split, Workers workers) {
        Targets targets = split.validationTargets();
        int outputs = targets.outputs();
        float[] scores = Scores.of(split.validation(), solution.point(), outputs, workers);
        double[] row = new double[outputs];
        double lossSum = 0;
        for (int i = 0; i < targets.samples(); i++) {
            for (int k = 0; k < outputs; k++) {
                row[k] = scores[i * outputs + k];
            }
            lossSum += targets.weight(i) * loss.value(row, 0, targets, i);
        }
        return new Step(radius, solution, measure.of(scores, targets), lossSum / targets.samples());
    }
}
