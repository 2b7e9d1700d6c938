package org.convolex.cli;

import static j2html.TagCreator.p;

import java.util.List;
import org.convolex.cli.report.Gallery;
import org.convolex.cli.report.Picture;
import org.convolex.cli.report.Section;
import org.convolex.convotron.ConvotronNetwork;
import org.convolex.convotron.Windows;
import org.convolex.data.ImageShape;

/** The filter and the output weights of a network learned by Double Convotron. */
final class ConvotronSections {
    private ConvotronSections() {}

    static List<Section> of(ConvotronNetwork model) {
        ImageShape image = model.imageShape();
        boolean signal = image.height() == 1;
        int size = model.window().size();
        int across = Windows.of(
                        new ImageShape(1, 1, image.width()),
                        size,
                        model.window().stride())
                .patches();
        ImageShape filter = new ImageShape(image.channels(), signal ? 1 : size, size);
        ImageShape weights = new ImageShape(1, model.weights().length / across, across);
        Gallery gallery = new Gallery()
                .add("filter w", Picture.weights(filter, model.filter()))
                .add("output weights a, where their patches lie", Picture.weights(weights, model.weights()));
        return List.of(new Section(
                "Filter",
                p("The one filter that all " + model.weights().length
                        + " patches share, and what each patch counts. Red is above zero, blue below."),
                gallery.html()));
    }
}
