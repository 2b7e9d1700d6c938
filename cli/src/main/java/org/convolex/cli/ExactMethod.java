package org.convolex.cli;

import java.util.Locale;
import org.convolex.TrainingListener;
import org.convolex.data.ImageShape;
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
        boolean circular = settings.architecture().circular();
        memory(shape, images).require(circular ? "" : ", or a larger --stride");
    }

    private MemoryNeed memory(ImageShape shape, int images) {
        Convolution convolution = settings.convolution(shape, ANY_SCALE);
        String patches = String.format(
                Locale.ROOT,
                "%,d images of %s with %,d patches of %,d numbers each",
                images,
                convolution.image(),
                convolution.patches(),
                convolution.dimension());
        return new MemoryNeed("patches", patches, (long) (BYTES_PER_NUMBER * convolution.numbers(images)), memoryBytes);
    }

    @Override
    public Fields estimate(TrainingImages images, Workers workers) {
        Fields fields = new Fields().add("data", images.training().toString());
        memory(images.training().shape(), images.training().size()).addTo(fields);
        return fields.add(
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
