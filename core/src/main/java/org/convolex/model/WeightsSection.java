package org.convolex.model;

import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.FeaturePipeline;
import org.convolex.certify.Certificate;
import org.convolex.data.InvalidInputException;
import org.convolex.optim.FactoredPoint;

/**
 * Section "weights": the matrix A of a layer as filters and their responses.
 *
 * <pre>
 *   int32 x 3                          number of features m, of outputs, of positions
 *   int32                              rank
 *   int32                              filters that the layer above sees, at most the rank
 *   for each component
 *     float32 x m                      filter
 *     float32 x outputs x positions    responses, output by output
 * </pre>
 */
final class WeightsSection {
    private WeightsSection() {}

    static void write(CcnnLayer layer, int outputs, SectionWriter out) {
        FactoredPoint point = layer.weights();
        out.int32(layer.pipeline().features());
        out.int32(outputs);
        out.int32(layer.pipeline().positions());
        out.int32(point.rank());
        out.int32(layer.filters());
        for (int j = 0; j < point.rank(); j++) {
            out.floats(point.filters()[j]);
            out.floats(point.responses()[j]);
        }
    }

    static CcnnLayer read(SectionReader in, FeaturePipeline pipeline, int outputs, Certificate certificate) {
        int features = pipeline.features();
        int positions = pipeline.positions();
        in.expectInt32("number of features", features);
        in.expectInt32("number of outputs", outputs);
        in.expectInt32("number of positions", positions);
        if ((double) outputs * positions * features > Integer.MAX_VALUE) {
            throw new InvalidInputException("a matrix of " + outputs + " x " + positions + " x " + features
                    + " numbers has more than " + Integer.MAX_VALUE);
        }
        int rank = in.int32("rank", 0);
        if (rank > features) {
            throw new InvalidInputException("rank " + rank + " is more than the " + features + " features allow");
        }
        int kept = in.int32("number of filters", 0);
        float[][] filters = new float[rank][];
        float[][] responses = new float[rank][];
        for (int j = 0; j < rank; j++) {
            filters[j] = in.floats("filter " + j, features);
            responses[j] = in.floats("responses of filter " + j, outputs * positions);
        }
        return new CcnnLayer(pipeline, new FactoredPoint(features, filters, responses), kept, certificate);
    }
}
