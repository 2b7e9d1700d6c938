package org.convolex.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.TrainingListener;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.exact.Architecture;
import org.convolex.exact.Convolution;
import org.convolex.exact.ExactNetwork;
import org.convolex.exact.ExactSettings;
import org.convolex.exact.ExactTrainer;
import org.convolex.exact.ScoreCoding;
import org.convolex.linalg.Workers;
import org.convolex.network.Gates;
import org.convolex.network.Neuron;
import org.convolex.network.RandomPrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks of method exact in onnxruntime. */
class ExactExportTest {
    private static final ImageShape SIGNAL = new ImageShape(1, 1, 6);

    /** Bright in one half or the other. */
    private static Dataset images(ImageShape shape, int count, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] pixels = new float[count][shape.size()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % classes;
            for (int t = 0; t < shape.size(); t++) {
                boolean bright = t * classes / shape.size() == labels[i];
                pixels[i][t] = (float) (random.nextGaussian() + (bright ? 2 + t % 2 : 0));
            }
        }
        return Dataset.of(shape, pixels, labels, classes);
    }

    private static ExactNetwork trained(Architecture architecture, Dataset images) {
        ExactSettings settings = ExactSettings.defaults()
                .withArchitecture(architecture)
                .withBeta(1)
                .withGap(1e-2)
                .withBoxes(100);
        try (Workers workers = new Workers(1)) {
            return new ExactTrainer(settings)
                    .train(images, "signals", TrainingListener.NONE, workers)
                    .model();
        }
    }

    /** Two classes: one score of the network. */
    @ParameterizedTest
    @EnumSource(Architecture.class)
    void everyArchitecture(Architecture architecture) {
        Exported.assertAgrees(trained(architecture, images(SIGNAL, 12, 2, 1)), images(SIGNAL, 100, 2, 2));
    }

    @ParameterizedTest
    @EnumSource(
            value = Architecture.class,
            names = {"RELU_RELU", "CIRCULAR_RELU"},
            mode = EnumSource.Mode.EXCLUDE)
    void severalScores(Architecture architecture) {
        Exported.assertAgrees(trained(architecture, images(SIGNAL, 12, 3, 1)), images(SIGNAL, 100, 3, 2));
    }

    /** Any neurons, on images whose last patches and blocks do not fit. */
    @ParameterizedTest
    @CsvSource({"2, 1, 0, 2", "3, 2, 1, 2", "2, 3, 0, 5"})
    void everyGeometry(int patch, int stride, int padding, int pool) {
        ImageShape shape = new ImageShape(2, 7, 8);
        for (Architecture architecture : Architecture.values()) {
            if (!architecture.circular()) {
                Convolution convolution = new Convolution(
                        architecture, shape, 0.25f, patch, stride, padding, architecture.blocks() ? pool : 0);
                assertAgrees(convolution, architecture.oneScore() ? 2 : 4);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "4, 5", "6, 6"})
    void circularImages(int height, int width) {
        ImageShape shape = new ImageShape(1, height, width);
        Convolution convolution = new Convolution(Architecture.CIRCULAR, shape, 0.25f, 0, 0, 0, 0);
        assertAgrees(convolution, 3);
        Convolution rectified = new Convolution(Architecture.CIRCULAR_RELU, shape, 0.25f, 0, 0, 0, 0);
        assertAgrees(rectified, 2);
        assertAgrees(rectified.withCircularLayers(4), 2);
    }

    @Test
    void aNetworkWithoutNeurons() {
        ExactNetwork network = trained(Architecture.RELU_AVERAGE, images(SIGNAL, 12, 2, 1));
        Exported.assertAgrees(with(network, network.convolution(), List.of()), images(SIGNAL, 5, 2, 2));
    }

    private static void assertAgrees(Convolution convolution, int classes) {
        SplittableRandom random = new SplittableRandom(7);
        boolean gated = convolution.architecture().gated();
        Convolution whole = gated ? convolution.withGates(Gates.random(5, convolution.dimension(), 3)) : convolution;
        ExactNetwork trained = trained(Architecture.LINEAR, images(SIGNAL, 12, classes, 1));
        int weights = whole.results() * ScoreCoding.scores(trained.outputs());
        List<Neuron> neurons = new ArrayList<>();
        for (int j = 0; j < 6; j++) {
            neurons.add(new Neuron(
                    RandomPrograms.normal(random, whole.filterLength()),
                    RandomPrograms.normal(random, weights),
                    gated ? 4 - j / 2 : 0));
        }
        Exported.assertAgrees(with(trained, whole, neurons), images(whole.image(), 50, classes, 2));
    }

    private static ExactNetwork with(ExactNetwork network, Convolution convolution, List<Neuron> neurons) {
        return new ExactNetwork(
                convolution,
                neurons,
                network.loss(),
                network.effort(),
                network.outputs(),
                network.certificate(),
                network.provenance());
    }
}
