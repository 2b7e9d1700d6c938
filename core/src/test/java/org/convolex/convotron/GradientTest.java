package org.convolex.convotron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.convolex.convotron.GeneratedStream.Distribution;
import org.convolex.linalg.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the paper's proofs rest on, by averages over many samples. */
class GradientTest {
    private static final int SAMPLES = 200_000;
    private static final int BATCH = 100;

    /**
     * Lemma 4.1: the mean step of stage 1 is the gradient of {@code 1/2 |w a^T - w* a*^T|_F^2 + 1/16 (|w|^2 - |a|^2)^2}, over the
     * part of w* that patches do not share, here by central differences.
     */
    @ParameterizedTest
    @CsvSource({
        "GAUSSIAN, 0, 5, 3",
        "UNIFORM, 0, 5, 3",
        "GAUSSIAN, 0.3, 5, 4",
        "UNIFORM, 0.3, 5, 5",
        "GAUSSIAN, 1, 5, 4"
    })
    void meanStepOfStageOneIsAGradient(Distribution distribution, double leak, int size, int stride) {
        Windows windows = Windows.ofSignals(size + 3 * stride, size, stride);
        OverlappingNetwork planted = Planted.network(windows, leak, 1);
        GeneratedStream stream = new GeneratedStream(planted, distribution, 0, 2);
        Samples samples = new Samples(windows.inputs(), BATCH);
        Residuals residuals = new Residuals(windows.inputs(), BATCH);
        Windows own = windows.nonOverlapping();
        double[] filterSum = new double[own.size()];
        double[] weightSum = new double[own.patches()];
        double[] filter = new double[0];
        double[] weights = new double[0];
        for (int done = 0; done < SAMPLES; done += BATCH) {
            stream.read(BATCH, samples);
            DoubleConvotron stage = new DoubleConvotron(own, leak, 0, 1.5, new SplittableRandom(3));
            filter = stage.filter().clone();
            weights = stage.weights().clone();
            stage.take(samples, 1, residuals);
            for (int l = 0; l < filter.length; l++) {
                filterSum[l] += filter[l] - stage.filter()[l];
            }
            for (int j = 0; j < weights.length; j++) {
                weightSum[j] += weights[j] - stage.weights()[j];
            }
        }
        double[] ownPlanted = new double[own.size()];
        for (int l = 0; l < ownPlanted.length; l++) {
            ownPlanted[l] = planted.filter()[windows.inner()[l]];
        }
        // standard errors are |w*||a*| |w| / sqrt(SAMPLES) or so, about 0.02
        for (int l = 0; l < filter.length; l++) {
            double expected = derivative(filter, l, filter, weights, ownPlanted, planted.weights());
            assertThat(filterSum[l] / SAMPLES).isCloseTo(expected, within(0.08));
        }
        for (int j = 0; j < weights.length; j++) {
            double expected = derivative(weights, j, filter, weights, ownPlanted, planted.weights());
            assertThat(weightSum[j] / SAMPLES).isCloseTo(expected, within(0.08));
        }
    }

    private static double derivative(
            double[] vector, int at, double[] w, double[] a, double[] plantedFilter, double[] plantedWeights) {
        double before = vector[at];
        double h = 1e-4;
        vector[at] = before + h;
        double above = objective(w, a, plantedFilter, plantedWeights);
        vector[at] = before - h;
        double below = objective(w, a, plantedFilter, plantedWeights);
        vector[at] = before;
        return (above - below) / (2 * h);
    }

    private static double objective(double[] w, double[] a, double[] plantedFilter, double[] plantedWeights) {
        double sum = 0;
        for (int l = 0; l < w.length; l++) {
            for (int j = 0; j < a.length; j++) {
                double difference = w[l] * a[j] - plantedFilter[l] * plantedWeights[j];
                sum += difference * difference / 2;
            }
        }
        double balance = Vectors.dot(w, w) - Vectors.dot(a, a);
        return sum + balance * balance / 16;
    }

    /** Lemma A.2: {@code E sigma(u . x)(v . x) = (1 + leak)/2 u . v}, by the mean step of stage 2 at w = 0. */
    @ParameterizedTest
    @CsvSource({"GAUSSIAN, 0", "UNIFORM, 0", "GAUSSIAN, 0.5", "UNIFORM, 1"})
    void meanStepOfStageTwoIsThatOfALinearNetwork(Distribution distribution, double leak) {
        Windows windows = Windows.ofSignals(14, 5, 3);
        OverlappingNetwork planted = Planted.network(windows, leak, 4);
        GeneratedStream stream = new GeneratedStream(planted, distribution, 0, 5);
        Samples samples = new Samples(windows.inputs(), BATCH);
        Residuals residuals = new Residuals(windows.inputs(), BATCH);
        double[] sum = new double[5];
        for (int done = 0; done < SAMPLES; done += BATCH) {
            stream.read(BATCH, samples);
            Convotron stage = new Convotron(windows, leak, planted.weights(), new double[5]);
            stage.take(samples, 1, residuals);
            for (int l = 0; l < sum.length; l++) {
                sum[l] += stage.network().filter()[l];
            }
        }
        double[] covariance = windows.covariance(planted.weights());
        for (int l = 0; l < sum.length; l++) {
            double expected = 0;
            for (int m = 0; m < sum.length; m++) {
                expected += (1 + leak) / 2 * covariance[l * 5 + m] * planted.filter()[m];
            }
            assertThat(sum[l] / SAMPLES).isCloseTo(expected, within(0.1));
        }
    }
}
