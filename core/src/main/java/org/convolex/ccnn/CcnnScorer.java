package org.convolex.ccnn;

import java.util.List;
import java.util.stream.IntStream;
import org.convolex.Scorer;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Kernels;

/**
 * A convexified network made ready: feature maps and dense weights are computed once, and every thread keeps its buffers.
 *
 * <p>Cost an image: the features and filter responses of every layer, and 2 P m d2 flops. Memory: 4 P m d2 bytes, and for each
 * thread that scores about 4 P m bytes a layer.
 */
final class CcnnScorer implements Scorer {
    private final ConvexifiedCnn network;
    private final int outputs;
    private final float[] weights;
    private final List<Stage> stages;
    private final ThreadLocal<List<Buffers>> buffers;

    CcnnScorer(ConvexifiedCnn network) {
        this.network = network;
        this.outputs = network.outputs().count();
        FeaturePipeline last = network.last().pipeline();
        double[] dense = network.last().weights().dense(outputs * last.positions() * last.features());
        this.weights = new float[dense.length];
        for (int i = 0; i < dense.length; i++) {
            weights[i] = (float) dense[i];
        }
        int layers = network.layers().size();
        this.stages = IntStream.range(0, layers)
                .mapToObj(l -> Stage.of(network.layers().get(l), l < layers - 1))
                .toList();
        this.buffers =
                ThreadLocal.withInitial(() -> stages.stream().map(Buffers::new).toList());
    }

    @Override
    public float[] scores(Dataset images) {
        network.requireShape(images);
        float[] scores = new float[images.size() * outputs];
        List<Buffers> mine = buffers.get();
        for (int i = 0; i < images.size(); i++) {
            Dataset input = images.range(i, i + 1);
            for (Buffers hidden : mine.subList(0, mine.size() - 1)) {
                input = hidden.respond(input);
            }
            float[] features = mine.get(mine.size() - 1).features(input);
            Kernels.best().innerProducts(1, features.length, outputs, features, 0, weights, 0, scores, i * outputs);
        }
        return scores;
    }

    /**
     * One layer.
     *
     * @param shape of what it gives; of the layer that predicts, of what it takes
     * @param columns its filters side by side, features x filters; empty for the layer that predicts
     */
    private record Stage(
            FeaturePipeline.Application application, int positions, int features, ImageShape shape, float[] columns) {
        static Stage of(CcnnLayer layer, boolean hidden) {
            FeaturePipeline pipeline = layer.pipeline();
            ImageShape shape = hidden ? layer.outputShape() : pipeline.imageShape();
            float[] columns = hidden ? columns(layer.scaledFilters(), pipeline.features()) : new float[0];
            return new Stage(pipeline.application(), pipeline.positions(), pipeline.features(), shape, columns);
        }

        private static float[] columns(float[][] filters, int features) {
            float[] columns = new float[features * filters.length];
            for (int j = 0; j < filters.length; j++) {
                for (int i = 0; i < features; i++) {
                    columns[i * filters.length + j] = filters[j][i];
                }
            }
            return columns;
        }
    }

    /** What one thread needs for one layer. */
    private static final class Buffers {
        private final Stage stage;
        private final FeaturePipeline.Worker worker;
        private final float[] features;
        private final float[] product;

        Buffers(Stage stage) {
            this.stage = stage;
            this.worker = stage.application().newWorker();
            this.features = new float[stage.positions() * stage.features()];
            this.product = new float[stage.columns().length / stage.features() * stage.positions()];
        }

        /** Z of the only image, valid until the next call. */
        float[] features(Dataset image) {
            worker.apply(image, 0, features, 0);
            return features;
        }

        /** What {@link CcnnLayer#respond} makes of the only image. */
        Dataset respond(Dataset image) {
            int channels = stage.shape().channels();
            Kernels.best()
                    .multiply(
                            stage.positions(),
                            stage.features(),
                            channels,
                            features(image),
                            0,
                            stage.columns(),
                            0,
                            product,
                            0);
            float[] map = new float[product.length];
            for (int p = 0; p < stage.positions(); p++) {
                for (int j = 0; j < channels; j++) {
                    map[j * stage.positions() + p] = product[p * channels + j];
                }
            }
            return image.withImages(stage.shape(), new float[][] {map});
        }
    }
}
