package org.convolex;

import java.util.Locale;
import org.convolex.optim.Targets;

/**
 * How far off scores are, in a number for people: of classes, the share of mistakes in 0..1; of real outputs, the root of the
 * mean squared error over all samples and outputs, in the units of the targets. Samples count alike. Settings are chosen by
 * the loss instead.
 *
 * @param outputs that the scores stand for
 */
public record ErrorMeasure(Outputs outputs) {

    /**
     * @param scores row-major, samples x outputs
     * @param targets of the same samples, as the program takes them
     */
    public double of(float[] scores, Targets targets) {
        return outputs instanceof RealOutputs real
                ? rootMeanSquare(scores, targets, real.scales())
                : shareOfMistakes(scores, targets);
    }

    private static double shareOfMistakes(float[] scores, Targets targets) {
        int[] predicted = Evaluation.classesOf(scores, targets.outputs());
        int mistakes = 0;
        for (int i = 0; i < predicted.length; i++) {
            if (targets.value(i, predicted[i]) < 0.5f) {
                mistakes++;
            }
        }
        return (double) mistakes / predicted.length;
    }

    private static double rootMeanSquare(float[] scores, Targets targets, double[] scales) {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            double residual = scales[i % scales.length] * (scores[i] - (double) targets.values()[i]);
            sum += residual * residual;
        }
        return Math.sqrt(sum / scores.length);
    }

    /** For instance {@code "error 1.25 %"} or {@code "RMSE 8.31"}. */
    public String words(double value) {
        return outputs instanceof ClassOutputs
                ? String.format(Locale.ROOT, "error %.2f %%", 100 * value)
                : String.format(Locale.ROOT, "RMSE %.4g", value);
    }
}
