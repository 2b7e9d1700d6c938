package org.convolex.cli;

import static j2html.TagCreator.div;
import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.convolex.cli.report.Axis;
import org.convolex.cli.report.Chart;
import org.convolex.cli.report.Gallery;
import org.convolex.cli.report.Picture;
import org.convolex.cli.report.Section;
import org.convolex.data.ImageShape;
import org.convolex.exact.Architecture;
import org.convolex.exact.Convolution;
import org.convolex.exact.ExactNetwork;
import org.convolex.network.Neuron;

/** Neurons of a network with an exact convex program: filters and output weights. */
final class ExactSections {
    private static final int MOST_NEURONS = 24;

    private ExactSections() {}

    static List<Section> of(ExactNetwork model) {
        if (model.neurons().isEmpty()) {
            return List.of(new Section("Filters", p("The network has no neurons: it is the zero model.")));
        }
        List<Neuron> neurons = model.neurons().stream()
                .sorted(Comparator.comparingDouble((Neuron neuron) -> size(model, neuron))
                        .reversed())
                .toList();
        double[] sizes =
                neurons.stream().mapToDouble(neuron -> size(model, neuron)).toArray();
        Gallery gallery = new Gallery();
        for (int j = 0; j < Math.min(MOST_NEURONS, sizes.length); j++) {
            Neuron neuron = neurons.get(j);
            String words = "neuron " + (j + 1) + ", |u||w| = " + Texts.rounded(sizes[j])
                    + (neuron.weights().length == 1 ? ", w = " + Texts.rounded(neuron.weights()[0]) : "");
            gallery.add(words, pictures(model, neuron));
        }
        return List.of(
                new Section("Filters", p(explanation(model.convolution().architecture())), gallery.html()),
                new Section(
                        "Sizes of neurons",
                        p(
                                "A neuron counts by the length of its filter u times that of its output weights w: weight decay is beta"
                                        + " times the sum of these products, and plays the part that singular values play for a matrix."),
                        div(sizes(sizes)).withClass("charts")));
    }

    private static double size(ExactNetwork model, Neuron neuron) {
        return model.convolution().norm().of(neuron.filter()) * neuron.weightLength();
    }

    private static DomContent sizes(double[] sizes) {
        return new Chart(
                        "Sizes of neurons",
                        Axis.linear("neuron", 1, sizes.length),
                        Axis.linear("|u||w|", 0, Arrays.stream(sizes).max().orElseThrow()))
                .line(
                        "|u||w|",
                        IntStream.rangeClosed(1, sizes.length).asDoubleStream().toArray(),
                        sizes)
                .html();
    }

    private static String explanation(Architecture architecture) {
        String weights = " Red is above zero, blue below.";
        return switch (architecture) {
            case CIRCULAR_RELU ->
                "The circular layers of each neuron as images, the last one at the end, and below them its output weights."
                        + weights;
            case RELU_RELU ->
                "Each neuron's filter, the weights that its second layer gives to the positions, and its output weights."
                        + weights;
            default ->
                "Each neuron's filter u, and below it its output weights w: a row a position, a column an output."
                        + weights;
        };
    }

    private static Picture[] pictures(ExactNetwork model, Neuron neuron) {
        Convolution convolution = model.convolution();
        List<Picture> pictures = new ArrayList<>();
        if (convolution.architecture() == Architecture.CIRCULAR_RELU) {
            for (double[] layer : model.circularLayers(neuron)) {
                pictures.add(Picture.weights(convolution.image(), layer));
            }
        } else {
            int dimension = convolution.dimension();
            pictures.add(Picture.weights(filterShape(convolution), Arrays.copyOf(neuron.filter(), dimension)));
            if (neuron.filter().length > dimension) {
                double[] second = Arrays.copyOfRange(neuron.filter(), dimension, neuron.filter().length);
                pictures.add(Picture.weights(new ImageShape(1, 1, second.length), second));
            }
        }
        int results = convolution.results();
        if (neuron.weights().length > 1) {
            pictures.add(
                    Picture.weights(new ImageShape(1, results, neuron.weights().length / results), neuron.weights()));
        }
        return pictures.toArray(Picture[]::new);
    }

    private static ImageShape filterShape(Convolution convolution) {
        ImageShape image = convolution.image();
        return convolution.architecture().circular()
                ? image
                : new ImageShape(image.channels(), image.height() == 1 ? 1 : convolution.patch(), convolution.patch());
    }
}
