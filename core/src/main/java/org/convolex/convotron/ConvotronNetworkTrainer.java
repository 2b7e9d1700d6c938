package org.convolex.convotron;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.convolex.ClassOutputs;
import org.convolex.Evaluation;
import org.convolex.Model;
import org.convolex.Outputs;
import org.convolex.Phase;
import org.convolex.Provenance;
import org.convolex.RealOutputs;
import org.convolex.RegressionEvaluation;
import org.convolex.TrainingClock;
import org.convolex.TrainingData;
import org.convolex.TrainingListener;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomOrder;
import org.convolex.linalg.Workers;
import org.convolex.optim.Status;
import org.jspecify.annotations.Nullable;

/**
 * Trains a {@link ConvotronNetwork} on images: a {@link ConvotronTrainer} learns from them in ever new orders, for as many passes as its
 * stages ask for, and measures its error on others that were held out, each once.
 *
 * <p>Pixels of images are brought to mean 0 and variance 1, all by the same two numbers, for the theorem asks for symmetric samples;
 * numbers of signals are only scaled, to a mean square of 1, so that a network behind their targets stays one. Real targets stay as
 * they are; of two classes, the first is -1 and the second 1.
 *
 * <p>The same data and settings give the same bits, whatever the number of threads, unless time or the listener ends the training.
 * Immutable and safe for use from many threads.
 *
 * @param settings what to train
 */
public record ConvotronNetworkTrainer(NetworkSettings settings) {
    private static final double HELD_OUT = 0.2;

    /** Samples that the assumptions are judged by, at most. */
    private static final int JUDGED = 1000;

    /** Sets streams of the same seed apart. */
    private static final long OTHER_DRAWS = 0x9E3779B97F4A7C15L;

    /**
     * Trains on images of two classes, or with one real target each.
     *
     * @param validation images to measure the error on, or null to hold a fifth of the training images out
     * @param dataName what the provenance calls the training data
     * @throws InvalidInputException if images or ground truth cannot be learned from, windows do not fit the images, or the steps
     *     diverge; the message says what to do
     */
    public TrainedConvotronNetwork train(
            Dataset training,
            @Nullable Dataset validation,
            String dataName,
            TrainingListener listener,
            Workers workers) {
        TrainingData.requireLearnable(training);
        Outputs outputs = outputs(training);
        if (validation != null) {
            TrainingData.requireSameKind(validation, training);
        }
        WindowSize window = settings.fit(training.shape());
        Windows windows = window.windows(training.shape());
        Split split = validation == null
                ? Split.of(training, settings.seed())
                : new Split(training, validation.agreeingWith(training));

        TrainingClock clock = new TrainingClock(settings.maxSeconds(), listener);
        clock.begin(Phase.PREPROCESS);
        InputView view = view(split.learned(), clock);
        boolean whitened = view.whitening() != null;
        InputView rest = whitened ? InputView.plain(training.shape()) : view;
        Dataset learned = whitened ? view.samples(split.learned(), workers) : split.learned();
        Dataset heldOut = whitened ? view.samples(split.heldOut(), workers) : split.heldOut();
        int judged = Math.min(JUDGED, learned.size());
        AssumptionReport assumptions =
                AssumptionReport.of(stream(learned, rest, OTHER_DRAWS), windows, judged, settings.seed());

        clock.begin(Phase.SOLVE);
        Relay relay = new Relay(clock);
        TrainedConvotron course =
                learn(windows, stream(learned, rest, 0), stream(heldOut, rest, -OTHER_DRAWS), heldOut.size(), relay);
        Status status = relay.ended() ? clock.reasonToHurry() : Status.FINISHED;
        ConvotronNetwork model = new ConvotronNetwork(
                view,
                window,
                settings.leak(),
                course.network().filter(),
                course.network().weights(),
                new MeasuredError(split.heldOut().size(), course.meanSquare(), course.error(), course.deviation()),
                assumptions,
                outputs,
                Provenance.of(dataName, training, settings.seed(), status, settings.describe(window, course)));
        return new TrainedConvotronNetwork(
                model, status, course, split.learned().size(), error(model, split.heldOut(), workers), clock.seconds());
    }

    /** Images to learn from, and others to measure the error on. */
    private record Split(Dataset learned, Dataset heldOut) {

        /** @throws InvalidInputException if too few remain to learn from */
        Split {
            if (learned.size() < 2) {
                throw new InvalidInputException("of " + (learned.size() + heldOut.size()) + " images, "
                        + heldOut.size() + " held out for validation leave " + learned.size()
                        + " to learn from, which must be at least 2");
            }
        }

        static Split of(Dataset images, long seed) {
            int[] order = RandomOrder.of(images.size(), new SplittableRandom(seed));
            int held = Math.max(1, (int) Math.round(HELD_OUT * images.size()));
            int kept = images.size() - held;
            return new Split(
                    images.subset(IntStream.range(0, kept).map(i -> order[i]).toArray()),
                    images.subset(IntStream.range(kept, order.length)
                            .map(i -> order[i])
                            .toArray()));
        }
    }

    private static Outputs outputs(Dataset training) {
        if (!training.labelled()) {
            return RealOutputs.asTheyAre(training, ConvotronNetwork.METHOD);
        }
        if (training.classes() != 2) {
            throw new InvalidInputException("method " + ConvotronNetwork.METHOD
                    + " tells two classes apart or learns one real target, but the images have " + training.classes()
                    + " classes");
        }
        return new ClassOutputs(training.classNames());
    }

    private InputView view(Dataset learned, TrainingClock clock) {
        InputView plain = learned.shape().height() == 1 ? InputView.scaled(learned) : InputView.standardized(learned);
        if (!settings.whitened()) {
            return plain;
        }
        Whitening whitening = Whitening.fit(stream(learned, plain, 0), learned.size());
        clock.note("%s", whitening.report().text());
        return plain.whitened(whitening);
    }

    /** Of two classes, the second is the one that is set against the other. */
    private DatasetStream stream(Dataset images, InputView view, long draws) {
        return new DatasetStream(images, images.outputs() - 1, view, settings.seed() ^ draws);
    }

    private TrainedConvotron learn(
            Windows windows, SampleStream samples, SampleStream heldOut, int validation, ConvotronListener listener) {
        ConvotronTrainer trainer = new ConvotronTrainer(settings.stages(windows, validation));
        return settings.averaged()
                ? trainer.trainFilter(samples, heldOut, windows.average(), listener)
                : trainer.train(samples, heldOut, listener);
    }

    private static double error(Model model, Dataset images, Workers workers) {
        return model.outputs() instanceof ClassOutputs
                ? Evaluation.of(model, images, workers).error()
                : RegressionEvaluation.of(model, images, workers).rmse();
    }
}
