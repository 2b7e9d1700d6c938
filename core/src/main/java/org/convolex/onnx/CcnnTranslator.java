package org.convolex.onnx;

import java.util.List;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.FeaturePipeline;
import org.convolex.certify.Certificate;
import org.convolex.patch.ContrastNormalization;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.ZcaWhitening;

/** Convexified networks: for each layer patches, contrast normalization, whitening, feature map, pooling and centring. */
final class CcnnTranslator implements Translator<ConvexifiedCnn> {
    @Override
    public Class<ConvexifiedCnn> type() {
        return ConvexifiedCnn.class;
    }

    @Override
    public List<Certificate> certificates(ConvexifiedCnn model) {
        return model.layers().stream().map(CcnnLayer::certificate).toList();
    }

    @Override
    public void addScores(ConvexifiedCnn model, Graph graph, Value pixels) {
        Value images = pixels;
        for (CcnnLayer layer : model.layers().subList(0, model.layers().size() - 1)) {
            images = graph.multiply(features(layer.pipeline(), graph, images), flat(layer.scaledFilters()));
        }
        Value features = features(model.last().pipeline(), graph, images);
        int count = model.outputs().count();
        double[] weights = model.last().weights().dense(Math.toIntExact(count * features.size()));
        graph.scores(features, count, channelsFirst(weights, features));
    }

    private static Value features(FeaturePipeline pipeline, Graph graph, Value images) {
        PatchExtractor extractor = pipeline.extractor();
        Value scaled = graph.combine("Mul", images, extractor.scale());
        Value patches = graph.patches(scaled, Window.of(extractor.grid()));
        Value normalized = normalized(extractor.contrast(), graph, patches);
        Value whitened = whitened(pipeline.whitening(), graph, normalized);
        Value pooled = MapTranslator.addPooled(pipeline.map(), graph, whitened, extractor.pooling());
        double[] mean = new double[pipeline.features()];
        for (int j = 0; j < mean.length; j++) {
            mean[j] = pipeline.featureMean()[j];
        }
        Value centred = graph.combine("Sub", pooled, graph.perChannel(mean));
        return graph.combine("Div", centred, pipeline.featureScale());
    }

    private static Value normalized(ContrastNormalization contrast, Graph graph, Value patches) {
        Value centred = graph.combine("Sub", patches, graph.reduceChannels("ReduceMean", patches));
        Value length = graph.reduceChannels("ReduceL2", centred);
        return graph.combine("Div", centred, graph.combine("Add", length, contrast.constant()));
    }

    /** M z - M mean. */
    private static Value whitened(ZcaWhitening whitening, Graph graph, Value patches) {
        double[] origin = new double[whitening.components()];
        for (int i = 0; i < origin.length; i++) {
            for (int j = 0; j < whitening.dimension(); j++) {
                origin[i] -= whitening.matrix()[i * whitening.dimension() + j]
                        * whitening.mean()[j];
            }
        }
        return graph.multiplyAdd(patches, whitening.matrix(), origin);
    }

    private static double[] flat(float[][] rows) {
        int length = rows[0].length;
        double[] flat = new double[rows.length * length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = rows[i / length][i % length];
        }
        return flat;
    }

    /** From output, position, feature to output, feature, position: pixels of a channel are neighbours in a graph. */
    private static double[] channelsFirst(double[] weights, Value features) {
        int count = features.channels();
        int positions = features.rows() * features.columns();
        double[] ordered = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            int output = i / (positions * count);
            int position = i / count % positions;
            ordered[(output * count + i % count) * positions + position] = weights[i];
        }
        return ordered;
    }
}
