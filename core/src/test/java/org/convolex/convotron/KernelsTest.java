package org.convolex.convotron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.convolex.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches against loops over single samples. */
class KernelsTest {
    private static final double ROUNDING = 1e-10;

    static Stream<Arguments> windows() {
        return Stream.of(
                Arguments.of(Windows.ofSignals(160, 16, 9), 0.0, 32),
                Arguments.of(Windows.ofSignals(11, 5, 3), 0.2, 7),
                Arguments.of(Windows.ofSignals(6, 3, 3), 1.0, 1),
                Arguments.of(Windows.ofImages(5, 7, 3, 2), 0.0, 6),
                Arguments.of(Windows.ofImages(9, 9, 3, 3), 0.5, 5));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void outputsAreThoseOfSingleSamples(Windows windows, double leak, int count) {
        OverlappingNetwork network = Planted.network(windows, leak, 1);
        Samples samples = samples(windows, count);
        double[] outputs = new double[samples.capacity()];
        network.outputs(samples, outputs);

        for (int b = 0; b < count; b++) {
            assertThat(outputs[b]).isCloseTo(Planted.output(network, Planted.sample(samples, b)), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @MethodSource("windows")
    void stepsOfABatchAreTheSumOfThoseOfSingleSamples(Windows windows, double leak, int count) {
        OverlappingNetwork network = Planted.network(windows, leak, 1);
        Samples samples = samples(windows, count);
        Residuals residuals = new Residuals(windows.inputs(), samples.capacity());
        double step = 1e-3;

        Convotron stage = new Convotron(windows, leak, network.weights(), network.filter());
        stage.take(samples, step, residuals);

        double[] expected = network.filter().clone();
        for (int b = 0; b < count; b++) {
            double[] x = Planted.sample(samples, b);
            double error = Planted.output(network, x) - samples.targets()[b];
            double[] patches = Planted.weightedPatches(windows, network.weights(), x);
            for (int l = 0; l < expected.length; l++) {
                expected[l] -= step * error * patches[l];
            }
        }
        assertThat(stage.network().filter()).containsExactly(expected, within(ROUNDING));
    }

    /** Algorithm 2, (2) to (5), sample by sample, from the same random numbers. */
    @ParameterizedTest
    @MethodSource("windows")
    void aBatchOfOneIsThePapersStageOne(Windows windows, double leak, int count) {
        Windows own = windows.nonOverlapping();
        Samples samples = samples(windows, count);
        Samples one = new Samples(windows.inputs(), 1);
        Residuals residuals = new Residuals(windows.inputs(), 1);
        double step = 1e-3;
        DoubleConvotron stage = new DoubleConvotron(own, leak, 1, 1.5, new SplittableRandom(9));

        SplittableRandom random = new SplittableRandom(9);
        double[] w = sphere(random, own.size(), 1.5);
        double[] a = sphere(random, own.patches(), 1.5);
        for (int b = 0; b < count; b++) {
            double[] x = Planted.sample(samples, b);
            one.set(0, x, x.length, samples.targets()[b]);
            one.setCount(1);
            stage.take(one, step, residuals);

            double share = 2 / (1 + leak);
            double error = Planted.output(new OverlappingNetwork(own, leak, w, a), x) - samples.targets()[b];
            double[] patches = Planted.weightedPatches(own, a, x);
            double balance = (Vectors.dot(w, w) - Vectors.dot(a, a)) / 4;
            double[] filterNoise = sphere(random, w.length, 1);
            double[] weightNoise = sphere(random, a.length, 1);
            double[] g = new double[w.length];
            double[] h = new double[a.length];
            for (int l = 0; l < w.length; l++) {
                g[l] = share * error * patches[l] + balance * w[l];
            }
            for (int j = 0; j < a.length; j++) {
                h[j] = share * error * Planted.response(own, w, j, x) - balance * a[j];
            }
            for (int l = 0; l < w.length; l++) {
                w[l] -= step * (g[l] - filterNoise[l]);
            }
            for (int j = 0; j < a.length; j++) {
                a[j] -= step * (h[j] - weightNoise[j]);
            }
        }
        assertThat(stage.filter()).containsExactly(w, within(ROUNDING));
        assertThat(stage.weights()).containsExactly(a, within(ROUNDING));
    }

    private static double[] sphere(SplittableRandom random, int size, double length) {
        double[] point = Planted.normal(random, size);
        double factor = length / Vectors.length(point);
        for (int i = 0; i < size; i++) {
            point[i] *= factor;
        }
        return point;
    }

    @Test
    void leastSquaresFindsThePlantedWeights() {
        Windows windows = Windows.ofSignals(11, 5, 3);
        OverlappingNetwork planted = Planted.network(windows, 0, 1);
        LeastSquares regression =
                new LeastSquares(new OverlappingNetwork(windows, 0, planted.filter(), new double[windows.patches()]));
        Samples samples = new Samples(windows.inputs(), 64);
        Planted.gaussian(planted, 3).read(64, samples);
        regression.take(samples);

        assertThat(regression.weights()).containsExactly(planted.weights(), within(ROUNDING));
    }

    /** With room for more samples than there are. */
    private static Samples samples(Windows windows, int count) {
        Samples samples = new Samples(windows.inputs(), count + 3);
        Planted.gaussian(Planted.network(windows, 0, 7), 8).read(count, samples);
        return samples;
    }
}
