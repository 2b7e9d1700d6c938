package org.convolex.convotron;

import java.util.Map;
import java.util.TreeMap;
import org.convolex.convotron.ConvotronSettings.SampleCounts;
import org.convolex.convotron.ConvotronSettings.StepSizes;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;

/**
 * What a {@link ConvotronNetworkTrainer} makes of images. Immutable; {@code with} methods return changed copies.
 *
 * @param window size and stride of the windows, {@link WindowSize#AUTO} for what fits the images
 * @param leak slope of the activation below zero, in [0, 1]
 * @param firstSamples of stage 1; 0: until the output weights settle
 * @param secondSamples of stage 2, and of each round of refinement; 0: as many as the step size asks for
 * @param steps of the two stages
 * @param batch samples whose steps are taken at once, at least 1
 * @param refinements rounds of refinement
 * @param whitened whether samples are whitened first
 * @param averaged whether the output weights are those of average pooling, so that only the filter is learned
 * @param maxSeconds of training, above 0, infinite for no limit
 * @param seed of all random draws
 */
public record NetworkSettings(
        WindowSize window,
        double leak,
        long firstSamples,
        long secondSamples,
        StepSizes steps,
        int batch,
        int refinements,
        boolean whitened,
        boolean averaged,
        double maxSeconds,
        long seed) {

    /** A rectifier; windows, numbers and steps from the images, batches of 32, four rounds of refinement. */
    public static NetworkSettings defaults() {
        return new NetworkSettings(
                new WindowSize(WindowSize.AUTO, WindowSize.AUTO),
                0,
                0,
                0,
                StepSizes.AUTO,
                ConvotronSettings.USUAL_BATCH,
                ConvotronSettings.USUAL_REFINEMENTS,
                false,
                false,
                Double.POSITIVE_INFINITY,
                1);
    }

    /**
     * @throws InvalidInputException if a value is out of its range
     */
    public NetworkSettings {
        if (!(leak >= 0 && leak <= 1)) {
            throw new InvalidInputException("leak must be in [0, 1], got " + leak);
        }
        if (firstSamples < 0 || secondSamples < 0) {
            throw new InvalidInputException(
                    "numbers of samples must be >= 0, got " + firstSamples + " and " + secondSamples);
        }
        if (batch < 1) {
            throw new InvalidInputException("batch must be >= 1, got " + batch);
        }
        if (refinements < 0) {
            throw new InvalidInputException("refinements must be >= 0, got " + refinements);
        }
        if (!(maxSeconds > 0)) {
            throw new InvalidInputException("max-seconds must be > 0, got " + maxSeconds);
        }
    }

    public NetworkSettings withWindow(WindowSize value) {
        return new NetworkSettings(
                value,
                leak,
                firstSamples,
                secondSamples,
                steps,
                batch,
                refinements,
                whitened,
                averaged,
                maxSeconds,
                seed);
    }

    public NetworkSettings withLeak(double value) {
        return new NetworkSettings(
                window,
                value,
                firstSamples,
                secondSamples,
                steps,
                batch,
                refinements,
                whitened,
                averaged,
                maxSeconds,
                seed);
    }

    /** Samples of both stages; 0 for as many as are needed. */
    public NetworkSettings withSamples(long first, long second) {
        return new NetworkSettings(
                window, leak, first, second, steps, batch, refinements, whitened, averaged, maxSeconds, seed);
    }

    public NetworkSettings withSteps(StepSizes value) {
        return new NetworkSettings(
                window,
                leak,
                firstSamples,
                secondSamples,
                value,
                batch,
                refinements,
                whitened,
                averaged,
                maxSeconds,
                seed);
    }

    public NetworkSettings withBatch(int value) {
        return new NetworkSettings(
                window,
                leak,
                firstSamples,
                secondSamples,
                steps,
                value,
                refinements,
                whitened,
                averaged,
                maxSeconds,
                seed);
    }

    public NetworkSettings withRefinements(int value) {
        return new NetworkSettings(
                window, leak, firstSamples, secondSamples, steps, batch, value, whitened, averaged, maxSeconds, seed);
    }

    public NetworkSettings withWhitening(boolean value) {
        return new NetworkSettings(
                window,
                leak,
                firstSamples,
                secondSamples,
                steps,
                batch,
                refinements,
                value,
                averaged,
                maxSeconds,
                seed);
    }

    /** Output weights of average pooling, which are not learned. */
    public NetworkSettings withAverage(boolean value) {
        return new NetworkSettings(
                window,
                leak,
                firstSamples,
                secondSamples,
                steps,
                batch,
                refinements,
                whitened,
                value,
                maxSeconds,
                seed);
    }

    public NetworkSettings withMaxSeconds(double value) {
        return new NetworkSettings(
                window, leak, firstSamples, secondSamples, steps, batch, refinements, whitened, averaged, value, seed);
    }

    public NetworkSettings withSeed(long value) {
        return new NetworkSettings(
                window,
                leak,
                firstSamples,
                secondSamples,
                steps,
                batch,
                refinements,
                whitened,
                averaged,
                maxSeconds,
                value);
    }

    /**
     * The windows of such images, where their size or stride is to follow from them.
     *
     * @throws InvalidInputException if the windows do not fit, or there are too many numbers to whiten
     */
    public WindowSize fit(ImageShape image) {
        if (whitened) {
            Whitening.requireFew(image.size());
        }
        WindowSize fitted = WindowSize.fit(image, window.size(), window.stride());
        fitted.patches(image);
        return fitted;
    }

    /** The settings of the stages. */
    ConvotronSettings stages(Windows windows, int heldOut) {
        SampleCounts usual = SampleCounts.AUTO;
        return new ConvotronSettings(
                windows,
                leak,
                new SampleCounts(firstSamples, secondSamples, heldOut, usual.regression()),
                steps,
                batch,
                refinements,
                seed);
    }

    /** For a model's provenance: what was asked for, by name, and how many samples that took. */
    Map<String, String> describe(WindowSize fitted, TrainedConvotron trained) {
        Map<String, String> names = new TreeMap<>();
        names.put("filter-size", Integer.toString(fitted.size()));
        names.put("stride", Integer.toString(fitted.stride()));
        names.put("leak", Double.toString(leak));
        names.put("steps1", Long.toString(trained.stages().first()));
        names.put("steps2", Long.toString(trained.stages().second()));
        names.put("step-size1", Double.toString(trained.steps().first()));
        names.put("step-size2", Double.toString(trained.steps().second()));
        names.put("step-decay", Double.toString(trained.steps().decay()));
        names.put("batch", Integer.toString(batch));
        names.put("refine", Integer.toString(averaged ? 0 : refinements));
        names.put("whiten", Boolean.toString(whitened));
        names.put("output-weights", averaged ? "average" : "learned");
        return names;
    }
}
