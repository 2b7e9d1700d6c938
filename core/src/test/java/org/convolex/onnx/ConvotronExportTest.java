package org.convolex.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.convolex.TrainingListener;
import org.convolex.convotron.ConvotronNetwork;
import org.convolex.convotron.ConvotronNetworkTrainer;
import org.convolex.convotron.NetworkSettings;
import org.convolex.convotron.WindowSize;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of Double Convotron in onnxruntime. */
class ConvotronExportTest {
    private static final NetworkSettings SETTINGS =
            NetworkSettings.defaults().withSamples(600, 300).withRefinements(1);
    private static final ImageShape COLOURS = new ImageShape(2, 5, 5);

    private static float[][] pixels(ImageShape shape, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] pixels = new float[count][shape.size()];
        for (float[] image : pixels) {
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) (3 + random.nextGaussian());
            }
        }
        return pixels;
    }

    private static Dataset real(ImageShape shape, int count, long seed) {
        float[][] pixels = pixels(shape, count, seed);
        double[][] targets = new double[count][1];
        for (int i = 0; i < count; i++) {
            targets[i][0] = Math.max(0, pixels[i][0] - pixels[i][1]);
        }
        return Dataset.ofTargets(shape, pixels, targets, List.of("force"));
    }

    private static Dataset classes(int count, long seed) {
        float[][] pixels = pixels(COLOURS, count, seed);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = pixels[i][7] > 3 ? 1 : 0;
        }
        return Dataset.of(COLOURS, pixels, labels, 2);
    }

    private static ConvotronNetwork train(NetworkSettings settings, Dataset images) {
        try (Workers workers = new Workers(1)) {
            return new ConvotronNetworkTrainer(settings)
                    .train(images, null, "planted", TrainingListener.NONE, workers)
                    .model();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1})
    void signalsOfEveryLeak(double leak) {
        ImageShape shape = new ImageShape(1, 1, 10);
        NetworkSettings settings = SETTINGS.withWindow(new WindowSize(4, 3)).withLeak(leak);

        Exported.assertAgrees(train(settings, real(shape, 200, 1)), real(shape, 100, 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void imagesOfTwoClasses(boolean whitening) {
        NetworkSettings settings = SETTINGS.withWindow(new WindowSize(3, 2)).withWhitening(whitening);

        Exported.assertAgrees(train(settings, classes(300, 1)), classes(100, 2));
    }

    @Test
    void theFileNamesNoCertificate() {
        ConvotronNetwork model = train(SETTINGS.withWindow(new WindowSize(3, 2)), classes(200, 1));

        assertThat(OnnxModel.of(model, OnnxModel.OPERATOR_SET).metadata().keySet())
                .contains("method")
                .noneMatch(name -> name.startsWith("certificate"));
    }
}
