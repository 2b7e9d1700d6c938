package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.RandomFourierFeatures;
import org.convolex.linalg.Workers;
import org.convolex.optim.SampleMatrices;
import org.convolex.patch.ContrastNormalization;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;
import org.convolex.patch.RandomImages;
import org.convolex.patch.ZcaWhitening;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturePipelineTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static FeaturePipeline fit(Dataset images, int patch, int pool, double gamma, int features) {
        PatchGrid grid = new PatchGrid(images.shape(), patch, 1, 0);
        PatchExtractor extractor = PatchExtractor.fit(images, grid, new ContrastNormalization(0.1), pool);
        ZcaWhitening whitening = ZcaWhitening.fit(images, extractor, 0.1, 100, WORKERS);
        RandomFourierFeatures map = RandomFourierFeatures.draw(gamma, grid.dimension(), features, 1);
        return FeaturePipeline.fit(images, extractor, whitening, map, 100, WORKERS);
    }

    /** Patch by patch: whiten, map, average over the window, centre, scale. */
    private static double[] naive(FeaturePipeline pipeline, Dataset images, int index) {
        int[] starts = pipeline.extractor().pooling().starts();
        int features = pipeline.features();
        double[] result = new double[pipeline.positions() * features];
        float[] patches = pipeline.extractor().newExtraction().of(images, index);
        for (int window = 0; window < pipeline.positions(); window++) {
            for (int p = starts[window]; p < starts[window + 1]; p++) {
                double[] whitened = pipeline.whitening()
                        .apply(patches, p * pipeline.whitening().dimension());
                double[] mapped = pipeline.map().apply(whitened);
                for (int j = 0; j < features; j++) {
                    result[window * features + j] += mapped[j] / (starts[window + 1] - starts[window]);
                }
            }
            for (int j = 0; j < features; j++) {
                int at = window * features + j;
                result[at] = (result[at] - pipeline.featureMean()[j]) / pipeline.featureScale();
            }
        }
        return result;
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 8, 5, 2, 0.2", "3, 6, 6, 3, 2, 2", "1, 1, 20, 4, 3, 0.05", "2, 5, 7, 5, 1, 0.5"})
    void theFusedKernelAgreesWithTheStepsOneByOne(
            int channels, int height, int width, int patch, int pool, double gamma) {
        Dataset images = RandomImages.of(new ImageShape(channels, height, width), 30, 3, 2);
        FeaturePipeline pipeline = fit(images, patch, pool, gamma, 37);
        float[] fused = new float[pipeline.positions() * pipeline.features() + 3];
        for (int i = 0; i < images.size(); i++) {
            pipeline.application().newWorker().apply(images, i, fused, 3);
            double[] expected = naive(pipeline, images, i);
            for (int j = 0; j < expected.length; j++) {
                assertThat((double) fused[j + 3]).isCloseTo(expected[j], within(2e-4));
            }
        }
    }

    @Test
    void rowsAreCentredAndHaveNormOneInTheMean() {
        Dataset images = Digits.train(100);
        FeaturePipeline pipeline = fit(images, 5, 2, 0.2, 40);
        double squares = 0;
        double[] sums = new double[40];
        int rows = 0;
        for (int i = 0; i < images.size(); i++) {
            double[] features = naive(pipeline, images, i);
            for (int j = 0; j < features.length; j++) {
                squares += features[j] * features[j];
                sums[j % 40] += features[j];
            }
            rows += pipeline.positions();
        }
        assertThat(squares / rows).isCloseTo(1, within(1e-4));
        for (double sum : sums) {
            assertThat(sum / rows).isCloseTo(0, within(1e-5));
        }
    }

    @Test
    void imageFeaturesAreTheApplicationsBlockByBlock() {
        Dataset images = Digits.train(61);
        FeaturePipeline pipeline = fit(images, 5, 2, 0.2, 16);
        ImageFeatures features = new ImageFeatures(images, pipeline);
        SampleMatrices.Reader reader = features.newReader();
        float[] one = new float[features.rowLength()];
        for (int i = images.size() - 1; i >= 0; i--) {
            pipeline.application().newWorker().apply(images, i, one, 0);
            float[] block = reader.read(i / features.blockSize());
            int at = i % features.blockSize() * one.length;
            assertThat(Arrays.copyOfRange(block, at, at + one.length)).isEqualTo(one);
        }
    }

    @Test
    void refusesFeaturesThatAreAllEqual() {
        Dataset flat = RandomImages.flat(new ImageShape(1, 6, 6), 1, 2, 3, 4);
        assertThatThrownBy(() -> fit(flat, 3, 2, 0.2, 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("the features of all training images are equal: their variance is 0");
    }
}
