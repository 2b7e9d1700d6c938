package org.convolex.model;

import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.FeaturePipeline;
import org.convolex.data.InvalidInputException;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.Losses;

/**
 * Section "weights": the matrix A as filters and their responses, and the loss that it was trained for.
 *
 * <pre>
 *   text                               loss
 *   int32 x 3                          number of features m, of classes, of positions
 *   int32                              rank
 *   for each component
 *     float32 x m                      filter
 *     float32 x classes x positions    responses, class by class
 * </pre>
 */
record WeightsSection(String loss, int features, int classes, int positions, FactoredPoint point) {

    static WeightsSection of(ConvexifiedCnn model) {
        return new WeightsSection(
                model.loss(),
                model.pipeline().features(),
                model.classNames().size(),
                model.pipeline().positions(),
                model.weights());
    }

    void write(SectionWriter out) {
        out.text(loss);
        out.int32(features);
        out.int32(classes);
        out.int32(positions);
        out.int32(point.rank());
        for (int j = 0; j < point.rank(); j++) {
            out.floats(point.filters()[j]);
            out.floats(point.responses()[j]);
        }
    }

    static WeightsSection read(SectionReader in, FeaturePipeline pipeline, int classes) {
        String loss = Losses.byName(in.word("loss")).name();
        int features = pipeline.features();
        int positions = pipeline.positions();
        in.expectInt32("number of features", features);
        in.expectInt32("number of classes", classes);
        in.expectInt32("number of positions", positions);
        if ((double) classes * positions * features > Integer.MAX_VALUE) {
            throw new InvalidInputException("a matrix of " + classes + " x " + positions + " x " + features
                    + " numbers has more than " + Integer.MAX_VALUE);
        }
        return new WeightsSection(loss, features, classes, positions, readPoint(in, features, classes * positions));
    }

    private static FactoredPoint readPoint(SectionReader in, int features, int responseLength) {
        int rank = in.int32("rank", 0);
        if (rank > features) {
            throw new InvalidInputException("rank " + rank + " is more than the " + features + " features allow");
        }
        float[][] filters = new float[rank][];
        float[][] responses = new float[rank][];
        for (int j = 0; j < rank; j++) {
            filters[j] = in.floats("filter " + j, features);
            responses[j] = in.floats("responses of filter " + j, responseLength);
        }
        return new FactoredPoint(features, filters, responses);
    }
}
