package org.convolex.model;

import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.convotron.AssumptionReport;
import org.convolex.convotron.ConvotronNetwork;
import org.convolex.convotron.InputView;
import org.convolex.convotron.MeasuredError;
import org.convolex.convotron.Whitening;
import org.convolex.convotron.WindowSize;
import org.convolex.convotron.Windows;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Networks of one filter on overlapping patches: three sections of their own, a fourth where samples are whitened, and no
 * certificate.
 *
 * <p>Section "view": how the network sees an image.
 *
 * <pre>
 *   float64     mean that is taken off pixels
 *   float64     deviation that they are divided by, above 0
 *   int32 x 2   size and stride of the windows
 * </pre>
 *
 * <p>Section "whitening", for images of d numbers; left out where there is none.
 *
 * <pre>
 *   int64           samples that it was fitted to
 *   int32           d
 *   int32           directions that were left out
 *   float64 x 2     largest variance of a direction, and the smallest of those that were kept
 *   float64 x d     mean
 *   float64 x d^2   matrix, row by row
 * </pre>
 *
 * <p>Section "filter", for r numbers of a patch and k patches.
 *
 * <pre>
 *   float64         leak, in 0..1
 *   int32 x 2       r and k
 *   float64 x r     filter
 *   float64 x k     output weights
 * </pre>
 *
 * <p>Section "measured": the error on held-out images, and what samples said of the theorem's assumptions.
 *
 * <pre>
 *   int32           held-out images, at least 1
 *   float64 x 3     mean square of their targets, mean squared error, its standard error; at least 0
 *   int64           samples that the assumptions were judged by
 *   float64 x 5     p-value of symmetry; distance of the covariance from the identity, and what chance gives; longest
 *                   sample, and the median
 * </pre>
 */
final class ConvotronCodec implements ModelCodec<ConvotronNetwork> {
    private static final String VIEW = "view";
    private static final String WHITENING = "whitening";
    private static final String FILTER = "filter";
    private static final String MEASURED = "measured";

    private record Seen(InputView view, WindowSize window) {}

    private record Found(double leak, double[] filter, double[] weights) {}

    private record Measured(MeasuredError error, AssumptionReport assumptions) {}

    @Override
    public String method() {
        return ConvotronNetwork.METHOD;
    }

    @Override
    public Class<ConvotronNetwork> type() {
        return ConvotronNetwork.class;
    }

    @Override
    public void write(ConvotronNetwork model, Sections sections) {
        sections.write(VIEW, out -> {
            out.doubles(model.view().mean(), model.view().deviation());
            out.int32s(model.window().size(), model.window().stride());
        });
        Whitening whitening = model.view().whitening();
        if (whitening != null) {
            sections.write(WHITENING, out -> write(whitening, out));
        }
        sections.write(FILTER, out -> {
            out.doubles(model.leak());
            out.int32s(model.filter().length, model.weights().length);
            out.doubles(model.filter());
            out.doubles(model.weights());
        });
        sections.write(MEASURED, out -> {
            MeasuredError error = model.error();
            out.int32(error.images());
            out.doubles(error.meanSquare(), error.error(), error.deviation());
            AssumptionReport report = model.assumptions();
            out.int64(report.samples());
            out.doubles(
                    report.symmetry(),
                    report.covarianceDistance(),
                    report.expectedDistance(),
                    report.bound(),
                    report.median());
        });
    }

    private static void write(Whitening whitening, SectionWriter out) {
        Whitening.Report report = whitening.report();
        out.int64(report.samples());
        out.int32s(report.inputs(), report.left());
        out.doubles(report.largest(), report.smallest());
        out.doubles(whitening.mean());
        out.doubles(whitening.matrix());
    }

    @Override
    public ConvotronNetwork read(HeadSection head, Outputs outputs, Provenance provenance, Sections sections) {
        ImageShape image = head.imageShape();
        Whitening whitening =
                sections.has(WHITENING) ? sections.read(WHITENING, in -> readWhitening(in, image.size())) : null;
        Seen seen = sections.read(VIEW, in -> readView(in, image, whitening));
        Found found = sections.read(FILTER, in -> readFilter(in, seen.window(), image));
        // not before: a file may claim windows without end
        Windows windows = seen.window().windows(image);
        Measured measured = sections.read(MEASURED, in -> readMeasured(in, windows));
        return new ConvotronNetwork(
                seen.view(),
                seen.window(),
                found.leak(),
                found.filter(),
                found.weights(),
                measured.error(),
                measured.assumptions(),
                outputs,
                provenance);
    }

    private static Seen readView(SectionReader in, ImageShape image, @Nullable Whitening whitening) {
        InputView view =
                new InputView(image, in.anyDouble("mean of the pixels"), in.anyDouble("their deviation"), whitening);
        WindowSize window = new WindowSize(in.int32("filter size", 1), in.int32("stride", 1));
        window.patches(image);
        return new Seen(view, window);
    }

    private static Found readFilter(SectionReader in, WindowSize window, ImageShape image) {
        double leak = in.anyDouble("leak");
        if (!(leak >= 0 && leak <= 1)) {
            throw new InvalidInputException("leak must be in [0, 1], got " + leak);
        }
        int numbers = window.numbers(image);
        int patches = window.patches(image);
        in.expectInt32("length of a filter", numbers);
        in.expectInt32("number of patches", patches);
        return new Found(leak, in.doubles("filter", numbers), in.doubles("output weights", patches));
    }

    private static Whitening readWhitening(SectionReader in, int inputs) {
        long samples = in.int64("samples of the whitening");
        in.expectInt32("numbers of an image", inputs);
        int left = in.int32("directions left out", 0);
        if (left >= inputs) {
            throw new InvalidInputException(left + " directions left out of " + inputs + " leave none");
        }
        Whitening.Report report = new Whitening.Report(
                samples, inputs, in.positiveDouble("largest variance"), in.positiveDouble("smallest variance"), left);
        return new Whitening(
                in.doubles("mean", inputs), in.doubles("whitening matrix", (long) inputs * inputs), report);
    }

    private static Measured readMeasured(SectionReader in, Windows windows) {
        MeasuredError error = new MeasuredError(
                in.int32("held-out images", 1),
                in.anyDouble("mean square of the targets"),
                in.anyDouble("mean squared error"),
                in.anyDouble("standard error"));
        long samples = in.int64("samples that assumptions were judged by");
        return new Measured(
                error,
                new AssumptionReport(
                        samples,
                        in.anyDouble("p-value of symmetry"),
                        in.anyDouble("distance of the covariance"),
                        in.anyDouble("expected distance"),
                        in.anyDouble("longest sample"),
                        in.anyDouble("median sample"),
                        windows.inner().length,
                        windows.size()));
    }
}
