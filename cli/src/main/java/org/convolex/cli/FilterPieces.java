package org.convolex.cli;

import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.ReceptiveField;
import org.convolex.cli.report.Gallery;
import org.convolex.cli.report.Picture;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;

/** Filters of a convexified network, by the pieces of images that they respond to. */
final class FilterPieces {
    private static final int MOST_FILTERS = 12;
    private static final int MOST_IMAGES = 1000;

    /** Pieces that are averaged: one of each of so many images, and at most half of all. */
    private static final int AVERAGED = 50;

    private static final int SHOWN = 6;

    private record Piece(float response, float[] pixels) {}

    private FilterPieces() {}

    /** The leading filters of a layer. */
    static DomContent of(ConvexifiedCnn model, int number, Dataset training, Workers workers) {
        CcnnLayer layer = model.layers().get(number - 1);
        Dataset images = training.head(MOST_IMAGES);
        int filters = Math.min(MOST_FILTERS, layer.weights().rank());
        Dataset responses = layer.withFilters(filters).respond(model.inputOf(number, images, workers), workers);
        double[] values = layer.weights().singularValues();
        Gallery gallery = new Gallery();
        for (int filter = 0; filter < filters; filter++) {
            gallery.add(
                    "filter " + (filter + 1) + ", singular value " + Texts.rounded(values[filter]),
                    pictures(model, number, images, responses, filter));
        }
        return new DivTag().with(gallery.html()).withClass("filters");
    }

    private static Picture[] pictures(ConvexifiedCnn model, int number, Dataset images, Dataset responses, int filter) {
        List<Piece> most = pieces(model, number, images, responses, filter, 1);
        List<Piece> least = pieces(model, number, images, responses, filter, -1);
        ReceptiveField field = ReceptiveField.of(model, number, 0);
        ImageShape shape = new ImageShape(images.shape().channels(), field.height(), field.width());
        double[] difference = mean(most);
        double[] other = mean(least);
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= other[i];
        }
        return new Picture[] {Picture.weights(shape, difference), row(shape, most), row(shape, least)};
    }

    /** Of each image the piece with the largest response times sign, then the images with the largest of these. */
    private static List<Piece> pieces(
            ConvexifiedCnn model, int number, Dataset images, Dataset responses, int filter, int sign) {
        int positions = responses.shape().height() * responses.shape().width();
        int[] places = new int[images.size()];
        float[] largest = new float[images.size()];
        for (int i = 0; i < images.size(); i++) {
            float[] map = responses.image(i);
            for (int position = 0; position < positions; position++) {
                float response = sign * map[filter * positions + position];
                if (position == 0 || response > largest[i]) {
                    places[i] = position;
                    largest[i] = response;
                }
            }
        }
        return IntStream.range(0, images.size())
                .boxed()
                .sorted(Comparator.comparing(i -> -largest[i]))
                .limit(Math.max(1, Math.min(AVERAGED, images.size() / 2)))
                .map(i -> new Piece(
                        sign * largest[i],
                        ReceptiveField.of(model, number, places[i]).cut(images.shape(), images.image(i))))
                .toList();
    }

    private static double[] mean(List<Piece> pieces) {
        double[] mean = new double[pieces.get(0).pixels().length];
        for (Piece piece : pieces) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += piece.pixels()[i] / (double) pieces.size();
            }
        }
        return mean;
    }

    private static Picture row(ImageShape shape, List<Piece> pieces) {
        List<Picture> row = new ArrayList<>();
        for (Piece piece : pieces.subList(0, Math.min(SHOWN, pieces.size()))) {
            row.add(Picture.image(shape, piece.pixels()));
        }
        return Picture.row(row);
    }
}
