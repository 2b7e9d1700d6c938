package org.convolex.cli;

import static j2html.TagCreator.div;
import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.convolex.RealOutputs;
import org.convolex.RegressionEvaluation;
import org.convolex.cli.report.Axis;
import org.convolex.cli.report.Chart;
import org.convolex.cli.report.Gallery;
import org.convolex.cli.report.Picture;
import org.convolex.cli.report.Section;
import org.convolex.cli.report.Table;
import org.convolex.data.Dataset;
import org.convolex.data.RealTargets;

/** Errors of a model of real outputs: measured target by target, drawn, and the worst of them as images. */
final class TargetSections {
    /** More dots than these make a chart no clearer. */
    private static final int MOST_DOTS = 1000;

    private record Miss(int image, int target, double deviations) {}

    private TargetSections() {}

    /**
     * @param scores row-major, images x targets
     * @param words what the images are
     */
    static List<Section> of(RealOutputs outputs, Dataset images, float[] scores, String words) {
        RealTargets truth = images.targets();
        double[] predictions = outputs.values(scores);
        RegressionEvaluation evaluation = RegressionEvaluation.of(outputs, images, scores);
        Table table = new Table("target", "RMSE", "mean absolute error", "R^2");
        for (RegressionEvaluation.Output output : evaluation.outputs()) {
            table.row(
                    output.name(),
                    Texts.number(output.rmse()),
                    Texts.number(output.meanAbsoluteError()),
                    Texts.number(output.r2()));
        }
        List<DomContent> charts = IntStream.range(0, outputs.count())
                .mapToObj(k -> scatter(outputs.names().get(k), k, truth, predictions))
                .toList();
        return List.of(
                new Section(
                        "Targets",
                        p("On " + words + "."),
                        table.html(),
                        div().with(charts).withClass("charts")),
                new Section("Worst errors", worst(outputs, images, truth, predictions)));
    }

    private static DomContent scatter(String name, int target, RealTargets truth, double[] predictions) {
        int dots = Math.min(MOST_DOTS, truth.size());
        double[] actual = new double[dots];
        double[] predicted = new double[dots];
        for (int i = 0; i < dots; i++) {
            int image = (int) ((long) truth.size() * i / dots);
            actual[i] = truth.value(image, target);
            predicted[i] = predictions[image * truth.count() + target];
        }
        double from = Math.min(least(actual), least(predicted));
        double to = Math.max(most(actual), most(predicted));
        return new Chart(
                        name + ", predicted against true",
                        Axis.linear("true", from, to),
                        Axis.linear("predicted", from, to))
                .reference("as it should be", from, from, to, to)
                .dots(dots < truth.size() ? dots + " of " + truth.size() + " images" : "images", actual, predicted)
                .html();
    }

    private static double least(double[] values) {
        return DoubleStream.of(values).min().orElseThrow();
    }

    private static double most(double[] values) {
        return DoubleStream.of(values).max().orElseThrow();
    }

    private static List<DomContent> worst(
            RealOutputs outputs, Dataset images, RealTargets truth, double[] predictions) {
        List<Miss> misses = IntStream.range(0, truth.values().length)
                .mapToObj(i -> new Miss(
                        i / truth.count(),
                        i % truth.count(),
                        Math.abs(predictions[i] - truth.values()[i]) / outputs.scales()[i % truth.count()]))
                .sorted(Comparator.comparingDouble(Miss::deviations).reversed())
                .limit(ErrorSections.WORST)
                .toList();
        Gallery gallery = new Gallery();
        for (Miss miss : misses) {
            gallery.add(
                    outputs.names().get(miss.target()) + " " + Texts.rounded(truth.value(miss.image(), miss.target()))
                            + ", predicted "
                            + Texts.rounded(predictions[miss.image() * truth.count() + miss.target()]) + "; image "
                            + miss.image(),
                    Picture.image(images.shape(), images.image(miss.image())));
        }
        List<DomContent> content = new ArrayList<>();
        content.add(p("Those farthest from the truth"
                + (outputs.count() > 1 ? ", in standard deviations of their target." : ".")));
        content.add(gallery.html());
        return content;
    }
}
