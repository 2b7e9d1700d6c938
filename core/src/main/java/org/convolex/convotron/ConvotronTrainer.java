package org.convolex.convotron;

import java.util.ArrayList;
import java.util.List;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Vectors;

/**
 * Algorithm 1 of Du and Goel (2019): learns output weights by {@link DoubleConvotron}, the filter for both of their signs by
 * {@link Convotron}, and keeps the sign that validates better; then, unless rounds of refinement are 0, alternates least squares
 * for the output weights with further steps of Convotron.
 *
 * <p>Cost about 4 d flops a sample of stage 1, and 4 k r (one sign) or 8 k r (both) of stage 2; memory of a few batches and of
 * 1,000 samples at the start, however many there are. The same stream, settings and machine give the same bits. Immutable and safe for use from many threads, each with
 * its own stream.
 *
 * @param settings what to learn
 */
public record ConvotronTrainer(ConvotronSettings settings) {

    /**
     * Learns filter and output weights from a stream.
     *
     * @throws InvalidInputException if the stream's samples have other numbers than the windows, it ends too early, its targets
     *     are all zero, or the steps diverge; the message says what to do
     */
    public TrainedConvotron train(SampleStream stream, ConvotronListener listener) {
        Feed feed = feed(stream);
        return train(feed, feed, listener);
    }

    /**
     * As {@link #train(SampleStream, ConvotronListener)}, but validates on samples of another stream: where the first one repeats its
     * samples, and these are held out from it.
     */
    public TrainedConvotron train(SampleStream stream, SampleStream heldOut, ConvotronListener listener) {
        return train(feed(stream), feed(heldOut), listener);
    }

    private TrainedConvotron train(Feed feed, Feed heldOut, ConvotronListener listener) {
        Scale scale = Scale.of(settings, feed);
        FirstStage.Result first = new FirstStage(settings, scale, listener).run(feed);
        long before = feed.count();
        List<OverlappingNetwork> candidates = new ArrayList<>(second(first, scale, listener, feed));
        if (!listener.goOn()) {
            candidates.addAll(partial(first));
        }
        long second = feed.count() - before;
        Validation chosen = validate(candidates, heldOut);
        long validation = settings.samples().validation();
        long refinement = 0;
        if (settings.refinements() > 0) {
            before = feed.count();
            OverlappingNetwork refined = new Refinement(settings, scale, listener).run(chosen.network(), feed);
            refinement = feed.count() - before;
            chosen = validate(List.of(chosen.network(), refined), heldOut);
            validation += settings.samples().validation();
        }
        return trained(
                chosen,
                new TrainedConvotron.Stages(first.samples(), second, refinement, validation),
                scale,
                first.settled());
    }

    /**
     * Learns the filter for output weights that are known, such as {@link Windows#average()}: stage 2 alone, the algorithm of Goel,
     * Klivans and Meka (2018).
     *
     * @param weights a, one a patch
     * @throws IllegalArgumentException if there are more or fewer weights than patches
     * @throws InvalidInputException as {@link #train}
     */
    public TrainedConvotron trainFilter(SampleStream stream, double[] weights, ConvotronListener listener) {
        Feed feed = feed(stream);
        return trainFilter(feed, feed, weights, listener);
    }

    /** As {@link #trainFilter(SampleStream, double[], ConvotronListener)}, but validates on samples of another stream. */
    public TrainedConvotron trainFilter(
            SampleStream stream, SampleStream heldOut, double[] weights, ConvotronListener listener) {
        return trainFilter(feed(stream), feed(heldOut), weights, listener);
    }

    private TrainedConvotron trainFilter(Feed feed, Feed heldOut, double[] weights, ConvotronListener listener) {
        OverlappingNetwork start = new OverlappingNetwork(
                settings.windows(),
                settings.leak(),
                new double[settings.windows().size()],
                weights.clone());
        Scale scale = Scale.of(settings, feed);
        long before = feed.count();
        List<OverlappingNetwork> learned = new SecondStage(settings, scale, listener).run(List.of(start), 0, feed);
        long second = feed.count() - before;
        return trained(
                validate(learned, heldOut),
                new TrainedConvotron.Stages(0, second, 0, settings.samples().validation()),
                scale,
                true);
    }

    private Feed feed(SampleStream stream) {
        int inputs = settings.windows().inputs();
        if (stream.inputs() != inputs) {
            throw new InvalidInputException(
                    "samples have " + stream.inputs() + " numbers, but the windows cover " + inputs);
        }
        return new Feed(stream, settings.batch());
    }

    /** Networks for both signs of the output weights; where patches do not overlap, stage 1 has learned all of the filter. */
    private List<OverlappingNetwork> second(
            FirstStage.Result first, Scale scale, ConvotronListener listener, Feed feed) {
        Windows windows = settings.windows();
        double[] opposite = Vectors.negative(first.weights());
        if (!windows.overlap()) {
            List<OverlappingNetwork> both = List.of(
                    new OverlappingNetwork(windows, settings.leak(), first.filter(), first.weights()),
                    new OverlappingNetwork(windows, settings.leak(), Vectors.negative(first.filter()), opposite));
            listener.second(0, 0, both);
            return both;
        }
        double[] zero = new double[windows.size()];
        return new SecondStage(settings, scale, listener)
                .run(
                        List.of(
                                new OverlappingNetwork(windows, settings.leak(), zero, first.weights()),
                                new OverlappingNetwork(windows, settings.leak(), zero, opposite)),
                        0,
                        feed);
    }

    /** What stage 1 alone knows of the filter, for both signs: of use where stage 2 was cut short. */
    private List<OverlappingNetwork> partial(FirstStage.Result first) {
        Windows windows = settings.windows();
        double[] filter = new double[windows.size()];
        for (int l = 0; l < windows.inner().length; l++) {
            filter[windows.inner()[l]] = first.filter()[l];
        }
        return List.of(
                new OverlappingNetwork(windows, settings.leak(), filter, first.weights()),
                new OverlappingNetwork(
                        windows, settings.leak(), Vectors.negative(filter), Vectors.negative(first.weights())));
    }

    private Validation validate(List<OverlappingNetwork> networks, Feed feed) {
        return Validation.of(networks, settings.samples().validation(), feed);
    }

    private TrainedConvotron trained(
            Validation validation, TrainedConvotron.Stages stages, Scale scale, boolean settled) {
        double secondStep = scale.secondStep(validation.network().weights());
        return new TrainedConvotron(
                validation.network(),
                stages,
                new ConvotronSettings.StepSizes(
                        scale.firstStep(), secondStep, settings.steps().decay()),
                validation.meanSquare(),
                validation.error(),
                validation.deviation(),
                settled);
    }
}
