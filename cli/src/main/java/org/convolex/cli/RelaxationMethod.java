package org.convolex.cli;

import java.util.Locale;
import org.convolex.TrainingListener;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;
import org.convolex.relaxation.BlockLayout;
import org.convolex.relaxation.RelaxationSettings;
import org.convolex.relaxation.RelaxationTrainer;

/**
 * {@code --method relaxation}: one filter that all blocks share, by convex programs of given directions.
 *
 * @param settings of the training
 * @param memoryBytes that it may hold
 */
record RelaxationMethod(RelaxationSettings settings, long memoryBytes) implements TrainingMethod {
    /** Blocks in double precision, once more in the numbers of a solver, and what that keeps of each. */
    private static final double BYTES_PER_NUMBER = 3 * Double.BYTES;

    private static final float ANY_SCALE = 1;

    @Override
    public double askedGap() {
        return settings.gap();
    }

    @Override
    public void check(ImageShape shape, int images, int outputs) {
        memory(shape, images).require("");
    }

    private MemoryNeed memory(ImageShape shape, int images) {
        BlockLayout layout = settings.layout(shape, ANY_SCALE);
        String blocks = String.format(
                Locale.ROOT,
                "%,d images of %s with %,d blocks of %,d numbers each",
                images,
                shape,
                layout.blocks(),
                layout.dimension());
        return new MemoryNeed("blocks", blocks, (long) (BYTES_PER_NUMBER * images * shape.size()), memoryBytes);
    }

    @Override
    public Fields estimate(TrainingImages images, Workers workers) {
        Fields fields = new Fields().add("data", images.training().toString());
        memory(images.training().shape(), images.training().size()).addTo(fields);
        return fields.add(
                "time",
                "cannot be told beforehand: it depends on how many constraints bind, for each of " + settings.trials()
                        + " directions; --max-seconds bounds it between them");
    }

    @Override
    public MethodSummary train(TrainingImages images, String data, TrainingListener listener, Workers workers) {
        return new RelaxationSummary(new RelaxationTrainer(settings).train(images.training(), data, listener, workers));
    }
}
