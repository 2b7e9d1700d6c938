package org.convolex.exact;

import org.convolex.Outputs;
import org.convolex.RealOutputs;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.optim.BinaryLogistic;
import org.convolex.optim.ConjugateLoss;
import org.convolex.optim.Loss;
import org.convolex.optim.MultinomialLogistic;
import org.convolex.optim.SquaredLoss;
import org.convolex.optim.Targets;
import org.jspecify.annotations.Nullable;

/**
 * How a network's scores stand for its outputs: two classes share one score f, of which the classes get -f/2 and f/2; all else has
 * a score of its own.
 *
 * <p>Targets of one score for two classes are 0 and 1 where the loss is for classes, else -1 and 1.
 */
public final class ScoreCoding {
    private ScoreCoding() {}

    /** The number of scores of a network with such outputs: 1 for two classes, else one for each output. */
    public static int scores(Outputs outputs) {
        return twoClasses(outputs) ? 1 : outputs.count();
    }

    private static boolean twoClasses(Outputs outputs) {
        return !(outputs instanceof RealOutputs) && outputs.count() == 2;
    }

    /**
     * The loss of the network's scores.
     *
     * @param asked or null for the usual one
     * @throws InvalidInputException if it is for classes, and the outputs are real
     */
    static Loss loss(@Nullable Loss asked, Outputs outputs) {
        boolean real = outputs instanceof RealOutputs;
        Loss loss = asked != null ? asked : real ? new SquaredLoss() : new MultinomialLogistic();
        if (real && loss.needsClasses()) {
            throw new InvalidInputException(
                    "loss " + loss.name() + " is for classes, but the targets are real numbers");
        }
        return loss;
    }

    /** The same loss for the scores that the network has. */
    static ConjugateLoss ofScores(Loss loss, Outputs outputs) {
        if (loss instanceof MultinomialLogistic && twoClasses(outputs)) {
            return new BinaryLogistic();
        }
        if (loss instanceof ConjugateLoss conjugate) {
            return conjugate;
        }
        throw new InvalidInputException("loss " + loss.name() + " has no known conjugate");
    }

    /** @param encoded images in the terms of the outputs */
    static Targets targets(Dataset encoded, Outputs outputs, Loss loss) {
        if (outputs instanceof RealOutputs) {
            return Targets.ofNumbers(encoded.targets().values(), outputs.count());
        }
        int[] labels = encoded.labels();
        if (!twoClasses(outputs)) {
            return Targets.ofClasses(labels, outputs.count());
        }
        float[] values = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            values[i] = loss.needsClasses() ? labels[i] : 2 * labels[i] - 1;
        }
        return new Targets(1, values);
    }

    /** From the network's scores to one score an output. */
    static float[] outputScores(double[] scores, Outputs outputs) {
        boolean two = twoClasses(outputs);
        float[] values = new float[two ? 2 * scores.length : scores.length];
        for (int i = 0; i < scores.length; i++) {
            if (two) {
                values[2 * i] = (float) (-scores[i] / 2);
                values[2 * i + 1] = (float) (scores[i] / 2);
            } else {
                values[i] = (float) scores[i];
            }
        }
        return values;
    }

    /** From the network's targets to one an output: indicators of two classes. */
    static Targets outputTargets(Targets targets, Outputs outputs) {
        if (!twoClasses(outputs)) {
            return targets;
        }
        float[] values = new float[2 * targets.samples()];
        for (int i = 0; i < targets.samples(); i++) {
            values[2 * i + (targets.value(i, 0) > 0 ? 1 : 0)] = 1;
        }
        return new Targets(2, values);
    }
}
