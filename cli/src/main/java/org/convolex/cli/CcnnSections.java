package org.convolex.cli;

import static j2html.TagCreator.div;
import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.cli.report.Axis;
import org.convolex.cli.report.Chart;
import org.convolex.cli.report.Section;
import org.convolex.cli.report.Table;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;

/** Layers, singular values and filters of a convexified network. */
final class CcnnSections {
    private CcnnSections() {}

    static List<Section> of(ConvexifiedCnn model, Dataset training, Workers workers) {
        List<Section> sections = new ArrayList<>();
        int layers = model.layers().size();
        if (layers > 1) {
            sections.add(new Section("Layers", layers(model)));
        }
        for (int number = 1; number <= layers; number++) {
            String name = layers == 1 ? "Filters" : "Filters of layer " + number;
            sections.add(new Section(name, filters(model, number, training, workers)));
        }
        return sections;
    }

    private static List<DomContent> layers(ConvexifiedCnn model) {
        Table table =
                new Table("layer", "objective", "lower bound", "relative gap", "rank", "filters kept", "radius R");
        for (int number = 1; number <= model.layers().size(); number++) {
            CcnnLayer layer = model.layers().get(number - 1);
            table.row(
                    Integer.toString(number),
                    Texts.number(layer.certificate().objective()),
                    Texts.number(layer.certificate().lowerBound()),
                    Texts.number(layer.certificate().relativeGap()),
                    Integer.toString(layer.weights().rank()),
                    Integer.toString(layer.filters()),
                    Texts.number(layer.radius()));
        }
        return List.of(
                p("Each layer is certified by itself, given those below it; the claim above is that of the last one."),
                table.html());
    }

    private static List<DomContent> filters(ConvexifiedCnn model, int number, Dataset training, Workers workers) {
        CcnnLayer layer = model.layers().get(number - 1);
        double[] values = layer.weights().singularValues();
        if (values.length == 0) {
            return List.of(p("The matrix A is zero: there are none."));
        }
        double[] numbers =
                IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
        double largest = Arrays.stream(values).max().orElseThrow();
        return List.of(
                p(
                        "A filter is a singular vector of the matrix A, in the space of the features; its singular value says how much it"
                                + " counts. There are " + values.length
                                + (layer.filters() < values.length
                                        ? ", of which the next layer sees the first " + layer.filters()
                                        : "")
                                + "."),
                div(new Chart(
                                        "Singular values of A",
                                        Axis.linear("filter", 1, values.length),
                                        Axis.linear("singular value", 0, largest))
                                .line("singular values", numbers, values)
                                .html())
                        .withClass("charts"),
                p(
                        "Since it is no set of pixels, it is shown by what it answers to: the pieces of training images to which it"
                                + " responds most, below them those to which it responds least, and above both the mean of the former less the"
                                + " mean of the latter (red: brighter, blue: darker). Its sign is arbitrary."),
                FilterPieces.of(model, number, training, workers));
    }
}
