package org.convolex.bench.convotron;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.convolex.convotron.AssumptionReport;
import org.convolex.convotron.ConvotronListener;
import org.convolex.convotron.ConvotronSettings;
import org.convolex.convotron.ConvotronSettings.SampleCounts;
import org.convolex.convotron.ConvotronTrainer;
import org.convolex.convotron.DatasetStream;
import org.convolex.convotron.OverlappingNetwork;
import org.convolex.convotron.SampleStream;
import org.convolex.convotron.Whitening;
import org.convolex.convotron.Windows;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;

/**
 * What becomes of the algorithm on images, which are not symmetric: a planted network on their pixels as they are, whitened, with
 * random signs, and both, so that one assumption after the other is put right.
 *
 * @param images of one channel
 * @param seeds of planted networks
 */
record ImagesPart(String name, Dataset images, int seeds) {
    private static final int REPORTED = 1000;

    /** One kind of inputs. */
    private record Kind(String name, boolean whitened, boolean signs) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("as they are", false, false),
            new Kind("whitened", true, false),
            new Kind("random signs", false, true),
            new Kind("whitened, random signs", true, true));

    /** A row a kind of inputs. */
    String run(Consumer<String> log) {
        if (images.shape().channels() != 1) {
            throw new InvalidInputException(name + ": images of one channel are needed, got " + images.shape());
        }
        Windows windows = windows();
        Whitening whitening = Whitening.fit(pixels(1), images.size());
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, %s; %d patches of %d pixels, %d of each in no other patch; %s.%n%n"
                        + "| inputs | symmetry, p | covariance off by (by chance) | relative error, plain | refined |%n"
                        + "|---|---|---|---|---|%n",
                name,
                images,
                windows.patches(),
                windows.size(),
                windows.inner().length,
                whitening.report().text()));
        for (Kind kind : KINDS) {
            log.accept(name + ": " + kind.name());
            AssumptionReport report = AssumptionReport.of(stream(kind, windows, whitening, 1), windows, REPORTED, 1);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.3f | %.3g (%.2g) | %s | %s |%n",
                    kind.name(),
                    report.symmetry(),
                    report.covarianceDistance(),
                    report.expectedDistance(),
                    errors(kind, windows, whitening, false),
                    errors(kind, windows, whitening, true)));
        }
        return text.toString();
    }

    /** Patches of about a third of the side, that overlap if any stride lets them. */
    private Windows windows() {
        int height = images.shape().height();
        int width = images.shape().width();
        for (int size = Math.max(3, Math.min(height, width) / 3); size <= Math.min(height, width); size++) {
            for (int stride = size - 1; stride > size / 2; stride--) {
                if ((height - size) % stride == 0 && (width - size) % stride == 0 && size < Math.min(height, width)) {
                    return Windows.ofImages(height, width, size, stride);
                }
            }
        }
        return Windows.ofImages(height, width, 1, 1);
    }

    private DatasetStream pixels(long seed) {
        return new DatasetStream(images, 0, seed);
    }

    private SampleStream stream(Kind kind, Windows windows, Whitening whitening, long seed) {
        OverlappingNetwork planted = Setting.planted(windows, seed);
        SampleStream pixels = kind.whitened() ? whitening.apply(pixels(seed)) : pixels(seed);
        return new RelabelledStream(pixels, planted, kind.signs(), seed);
    }

    private String errors(Kind kind, Windows windows, Whitening whitening, boolean refined) {
        List<Double> errors = new ArrayList<>();
        ConvotronSettings usual =
                ConvotronSettings.of(windows, 0).withSamples(new SampleCounts(40_000, 40_000, 2000, 2000));
        for (long seed : IntStream.rangeClosed(1, seeds).asLongStream().toArray()) {
            ConvotronSettings settings = usual.withRefinements(refined ? 4 : 0).withSeed(seed);
            try {
                errors.add(new ConvotronTrainer(settings)
                        .train(stream(kind, windows, whitening, seed), ConvotronListener.NONE)
                        .relativeError());
            } catch (InvalidInputException e) { // the steps diverge
                errors.add(Double.POSITIVE_INFINITY);
            }
        }
        double[] finite = errors.stream()
                .mapToDouble(error -> error)
                .filter(Double::isFinite)
                .toArray();
        String quartiles = finite.length == 0 ? "" : Quartiles.of(finite).toString();
        int diverged = errors.size() - finite.length;
        return diverged == 0 ? quartiles : (quartiles + "; " + diverged + " of " + errors.size() + " diverged");
    }
}
