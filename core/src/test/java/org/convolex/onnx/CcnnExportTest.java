package org.convolex.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.convolex.TrainingListener;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.ConvexifiedCnnTrainer;
import org.convolex.data.DataSources;
import org.convolex.data.DataSplit;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.kernel.KernelFamily;
import org.convolex.kernel.MapKind;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Convexified networks in onnxruntime, on images that they were not trained on. */
class CcnnExportTest {
    private static final DataSplit DIGITS = DataSources.open("digits");

    private static Dataset training() {
        return DIGITS.train().load(40);
    }

    private static Dataset heldOut() {
        return DIGITS.test().orElseThrow().load(200);
    }

    private static CcnnSettings.Builder small() {
        return CcnnSettings.builder()
                .patch(3)
                .features(24)
                .gamma(0.5)
                .radius(20)
                .gap(0.05)
                .memoryBytes(2L << 30);
    }

    private static ConvexifiedCnn train(CcnnSettings.Builder settings, Dataset images) {
        try (Workers workers = new Workers(1)) {
            return new ConvexifiedCnnTrainer(settings.build())
                    .train(images, "digits", TrainingListener.NONE, workers)
                    .model();
        }
    }

    static Stream<Arguments> maps() {
        return Arrays.stream(MapKind.values())
                .flatMap(map -> Arrays.stream(KernelFamily.values())
                        .filter(map::fits)
                        .map(kernel -> Arguments.of(map, kernel)));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void everyMap(MapKind map, KernelFamily kernel) {
        CcnnSettings.Builder settings = small().map(map).kernel(kernel);
        Exported.assertAgrees(
                train(kernel.hasGamma() ? settings : settings.gamma(CcnnSettings.AUTO), training()), heldOut());
    }

    /** Windows that do not fit into the grid, that are all of it, and that are single patches. */
    @ParameterizedTest
    @CsvSource({"3, 1, 0, 4", "3, 2, 1, 3", "2, 2, 0, 9", "5, 1, 2, 1"})
    void everyGeometry(int patch, int stride, int padding, int pool) {
        CcnnSettings.Builder settings =
                small().patch(patch).stride(stride).padding(padding).pool(pool);
        Exported.assertAgrees(train(settings, training()), heldOut());
    }

    @Test
    void layersUponLayers() {
        CcnnSettings.Builder settings = small().layers(3)
                .patch(3, 2, 2)
                .pool(2, 1, 1)
                .features(24, 30, 30)
                .gamma(0.5, 0.1, 0.1)
                .radius(30, 40, 50)
                .filters(8);
        Exported.assertAgrees(train(settings, training()), heldOut());
    }

    @Test
    void realTargets() {
        Exported.assertAgrees(ModelFiles.tinyRegression(1), heldOut());
    }

    /** Pixels of both signs, some of them constant: such patches are divided by the constant alone. */
    @ParameterizedTest
    @CsvSource({"1, 1, 20, 3", "3, 7, 9, 4"})
    void signalsAndColours(int channels, int height, int width, int patch) {
        ImageShape shape = new ImageShape(channels, height, width);
        Exported.assertAgrees(train(small().patch(patch).padding(1), random(shape, 24, 1)), random(shape, 100, 2));
    }

    private static Dataset random(ImageShape shape, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] images = new float[count][shape.size()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            for (int j = shape.size() / 3; j < shape.size(); j++) {
                images[i][j] = (float) (100 * random.nextGaussian() + (j % 2 == labels[i] ? 50 : -50));
            }
        }
        return Dataset.of(shape, images, labels, 2).withClassNames(List.of("0", "1"));
    }
}
