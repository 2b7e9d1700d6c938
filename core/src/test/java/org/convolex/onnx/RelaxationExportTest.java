package org.convolex.onnx;

import java.util.List;
import java.util.SplittableRandom;
import org.convolex.TrainingListener;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.relaxation.RelaxationSettings;
import org.convolex.relaxation.RelaxationTrainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of one shared filter in onnxruntime. */
class RelaxationExportTest {

    /** Targets of a planted filter. */
    private static Dataset images(ImageShape shape, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] pixels = new float[count][shape.size()];
        double[][] targets = new double[count][1];
        for (int i = 0; i < count; i++) {
            for (int t = 0; t < shape.size(); t++) {
                pixels[i][t] = (float) random.nextGaussian();
                targets[i][0] += Math.max(0, pixels[i][t]);
            }
        }
        return Dataset.ofTargets(shape, pixels, targets, List.of("force"));
    }

    private static void assertAgrees(RelaxationSettings settings, ImageShape shape) {
        try (Workers workers = new Workers(1)) {
            Exported.assertAgrees(
                    new RelaxationTrainer(settings)
                            .train(images(shape, 60, 1), "planted", TrainingListener.NONE, workers)
                            .model(),
                    images(shape, 100, 2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "leaky-relu:0.25", "abs", "squared-relu", "softplus"})
    void everyActivation(String activation) {
        RelaxationSettings settings = RelaxationSettings.defaults().withActivation(Activation.of(activation));
        assertAgrees(settings.withBlocks(2).withBeta(0.1), new ImageShape(1, 1, 6));
        assertAgrees(settings.withPatch(2).withBeta(0.1), new ImageShape(2, 4, 6));
    }
}
