package org.convolex.cli;

import java.util.Locale;
import org.convolex.TrainingListener;
import org.convolex.convotron.ConvotronNetworkTrainer;
import org.convolex.convotron.NetworkSettings;
import org.convolex.convotron.WindowSize;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;

/**
 * {@code --method convotron}: one filter on overlapping patches, from samples that come one after another.
 *
 * @param settings of the training
 * @param memoryBytes that it may hold
 */
record ConvotronMethod(NetworkSettings settings, long memoryBytes) implements TrainingMethod {
    /** Samples that are looked at beforehand: two copies of those that assumptions are judged by, one for the step sizes. */
    private static final int LOOKED_AT = 3000;

    /** Matrices of the size of a covariance that a whitening is made of: it, its eigenvectors twice, and what comes of them. */
    private static final int MATRICES = 6;

    /** There is nothing to certify. */
    @Override
    public double askedGap() {
        return Double.NaN;
    }

    @Override
    public void check(ImageShape shape, int images, int outputs) {
        WindowSize window = settings.fit(shape);
        double needed = bytes(shape, images, window);
        if (needed > memoryBytes) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "not enough memory: %s of %s in batches of %,d%s need about %s, but %s may be used; give --memory more%s",
                    windows(shape, window),
                    shape,
                    settings.batch(),
                    settings.whitened() ? ", whitened," : "",
                    Texts.mebibytes((long) needed),
                    Texts.mebibytes(memoryBytes),
                    settings.whitened() ? ", or leave --whiten out" : ""));
        }
    }

    /** Beside the images. */
    private double bytes(ImageShape shape, int images, WindowSize window) {
        double inputs = shape.size();
        double filter = window.numbers(shape);
        double samples = inputs * (LOOKED_AT + 2.0 * settings.batch());
        double covariance = filter * (inputs + 4 * filter);
        double whitening =
                settings.whitened() ? Double.BYTES * MATRICES * inputs * inputs + Float.BYTES * inputs * images : 0;
        return Double.BYTES * (samples + covariance) + whitening;
    }

    private static String windows(ImageShape shape, WindowSize window) {
        return String.format(
                Locale.ROOT,
                "%,d windows of %,d numbers at stride %d",
                window.patches(shape),
                window.numbers(shape),
                window.stride());
    }

    @Override
    public Fields estimate(TrainingImages images, Workers workers) {
        ImageShape shape = images.training().shape();
        WindowSize window = settings.fit(shape);
        return new Fields()
                .add("data", images.training().toString())
                .add("windows", windows(shape, window))
                .add(
                        "memory",
                        Texts.mebibytes((long) bytes(shape, images.training().size(), window))
                                + " beside the images, of " + Texts.mebibytes(memoryBytes) + " that may be used")
                .add(
                        "time",
                        settings.firstSamples() > 0 && settings.secondSamples() > 0
                                ? "as long as the samples of --steps1 and --steps2 take"
                                : "cannot be told beforehand: stages go on for as many samples as they need;"
                                        + " --max-seconds bounds it");
    }

    @Override
    public MethodSummary train(TrainingImages images, String data, TrainingListener listener, Workers workers) {
        return new ConvotronSummary(
                new ConvotronNetworkTrainer(settings)
                        .train(images.training(), images.validation(), data, listener, workers),
                settings);
    }
}
