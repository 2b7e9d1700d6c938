package org.convolex.cli;

import java.util.Locale;
import org.convolex.TrainingListener;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.exact.Convolution;
import org.convolex.exact.ExactSettings;
import org.convolex.exact.ExactTrainer;
import org.convolex.linalg.Workers;

/**
 * {@code --method exact}: networks with exact convex programs.
 *
 * @param settings of the training
 * @param memoryBytes that it may hold
 */
record ExactMethod(ExactSettings settings, long memoryBytes) implements TrainingMethod {
    /** Patches in double precision, and half as much again for what the solver makes of them. */
    private static final double BYTES_PER_NUMBER = 1.5 * Double.BYTES;

    private static final float ANY_SCALE = 1;

    @Override
    public double askedGap() {
        return settings.gap();
    }

    @Override
    public void check(ImageShape shape, int images, int outputs) {
        Convolution convolution = convolution(shape);
        long needed = bytes(convolution, images);
        if (needed > memoryBytes) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "not enough memory: %s need about %s, but %s may be used; give --memory more, or fewer images by"
                            + " --train-limit%s",
                    patches(convolution, images),
                    Texts.mebibytes(needed),
                    Texts.mebibytes(memoryBytes),
                    convolution.architecture().circular() ? "" : ", or a larger --stride"));
        }
    }

    private Convolution convolution(ImageShape shape) {
        return settings.convolution(shape, ANY_SCALE);
    }

    private static long bytes(Convolution convolution, int images) {
        return (long) (BYTES_PER_NUMBER * convolution.numbers(images));
    }

    private static String patches(Convolution convolution, int images) {
        return String.format(
                Locale.ROOT,
                "%,d images of %s with %,d patches of %,d numbers each",
                images,
                convolution.image(),
                convolution.patches(),
                convolution.dimension());
    }

    @Override
    public Fields estimate(TrainingImages images, Workers workers) {
        int samples = images.training().size();
        Convolution convolution = convolution(images.training().shape());
        return new Fields()
                .add("data", images.training().toString())
                .add("patches", patches(convolution, samples))
                .add(
                        "memory",
                        Texts.mebibytes(bytes(convolution, samples)) + " for the patches and what is made of them, of "
                                + Texts.mebibytes(memoryBytes) + " that may be used")
                .add(
                        "time",
                        "cannot be told beforehand: it depends on how many neurons the gap takes"
                                + (Double.isNaN(settings.beta()) ? ", for each beta that is tried" : "")
                                + "; --max-seconds bounds it");
    }

    @Override
    public MethodSummary train(TrainingImages images, String data, TrainingListener listener, Workers workers) {
        return new ExactSummary(
                new ExactTrainer(settings).train(images.training(), images.validation(), data, listener, workers),
                settings);
    }
}
