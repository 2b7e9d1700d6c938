package org.convolex.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.certify.Certificate;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.RandomPrograms;
import org.convolex.optim.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of three and more circular layers below the rectifier, against the layers themselves: signals, shift by shift. */
class CircularLayersTest {
    private static final Workers WORKERS = new Workers(2);
    private static final double BETA = 0.03;

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static double[] convolved(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                result[(i + j) % a.length] += a[i] * b[j];
            }
        }
        return result;
    }

    /** Frobenius norm of the circulant of a filter. */
    private static double frobenius(double[] filter) {
        return Math.sqrt(filter.length) * Vectors.length(filter);
    }

    private static double[] times(double[] a, double factor) {
        double[] scaled = a.clone();
        for (int i = 0; i < a.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    /** All layers but the last. */
    private static double[] product(List<double[]> layers) {
        double[] product = layers.get(0);
        for (double[] layer : layers.subList(1, layers.size() - 1)) {
            product = convolved(product, layer);
        }
        return product;
    }

    private static ExactSettings settings(int layers) {
        return ExactSettings.defaults()
                .withArchitecture(Architecture.CIRCULAR_RELU)
                .withCircularLayers(layers)
                .withBeta(BETA)
                .withGap(1e-6);
    }

    private static ExactNetwork train(ExactSettings settings, Dataset images) {
        TrainedExactNetwork trained =
                new ExactTrainer(settings).train(images, "normal", TrainingListener.NONE, WORKERS);
        assertThat(trained.status()).isEqualTo(Status.GAP_REACHED);
        return trained.model();
    }

    @ParameterizedTest
    @CsvSource({"4, 3, 3", "4, 4, 3", "4, 4, 4"})
    void theLayersHaveTheObjectiveAndNoOthersLess(int samples, int size, int layers) {
        Dataset images = SmallInstancesTest.draw(samples, size, 2);
        ExactNetwork model = train(settings(layers), images);
        Certificate certificate = model.certificate();
        assertThat(model.verify(images, WORKERS)).allMatch(Verification::holds);

        // signals in pixels, as the layers see them
        NetworkProgram spectral = ExactNetwork.program(
                images,
                org.convolex.Outputs.of(images, new double[0]),
                model.convolution(),
                model.loss(),
                BETA,
                WORKERS);
        FourierBasis basis = FourierBasis.of(new ImageShape(1, 1, size));
        double[][] signals = new double[samples][];
        for (int s = 0; s < samples; s++) {
            double[] coordinates = new double[size];
            System.arraycopy(spectral.rows().values(), s * size, coordinates, 0, size);
            signals[s] = basis.pixels(coordinates);
        }
        double penalty = 0;
        double[] scores = new double[samples];
        for (Neuron neuron : model.neurons()) {
            List<double[]> parts = model.circularLayers(neuron);
            assertThat(parts).hasSize(layers);
            double[] product = product(parts);
            assertThat(frobenius(product)).isCloseTo(1, within(1e-9));
            double[] last = parts.get(layers - 1);
            double weight = neuron.weights()[0];
            penalty += BETA / 2 * (Vectors.length(last) * Vectors.length(last) + weight * weight);
            add(scores, signals, convolved(product, last), weight);
        }
        assertThat(spectral.fit(scores) + penalty)
                .isCloseTo(certificate.objective(), within(1e-8 * certificate.zeroObjective()));

        double[] lowest = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        for (int restart = 0; restart < 6; restart++) {
            for (int unit = 0; unit < 2; unit++) {
                lowest[unit] = Math.min(lowest[unit], descend(spectral, signals, layers, unit == 1, restart));
            }
        }
        assertThat(lowest[0]).isGreaterThanOrEqualTo(certificate.lowerBound());
        assertThat(lowest[0] - certificate.lowerBound())
                .as("a descent comes near")
                .isLessThan(0.2 * (certificate.zeroObjective() - certificate.lowerBound()));
        assertThat(lowest[1]).isGreaterThanOrEqualTo(certificate.lowerBound());
        assertThat(model.objectiveWithUnitLayers()).isGreaterThanOrEqualTo(certificate.objective() - 1e-12);
    }

    private static void add(double[] scores, double[][] signals, double[] filter, double weight) {
        for (int s = 0; s < scores.length; s++) {
            double response = 0;
            for (int i = 0; i < filter.length; i++) {
                response += signals[s][i] * filter[i];
            }
            scores[s] += weight * Math.max(0, response);
        }
    }

    /** Random steps on all layers of five neurons, the layers scaled into their ball, or their product into its. */
    private static double descend(
            NetworkProgram program, double[][] signals, int layers, boolean unitLayers, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = signals[0].length;
        double[] point = RandomPrograms.normal(random, 5 * (layers * size + 1));
        double objective = objective(program, signals, layers, unitLayers, point);
        double step = 0.3;
        for (int i = 0; i < 1500; i++) {
            double[] moved = point.clone();
            for (int j = 0; j < moved.length; j++) {
                moved[j] += step * random.nextGaussian();
            }
            double reached = objective(program, signals, layers, unitLayers, moved);
            if (reached < objective) {
                objective = reached;
                point = moved;
            } else {
                step *= 0.996;
            }
        }
        return objective;
    }

    private static double objective(
            NetworkProgram program, double[][] signals, int layers, boolean unitLayers, double[] point) {
        int size = signals[0].length;
        double[] scores = new double[signals.length];
        double penalty = 0;
        for (int at = 0; at < point.length; at += layers * size + 1) {
            double[] product = new double[size];
            product[0] = 1;
            for (int l = 0; l < layers - 1; l++) {
                double[] layer = java.util.Arrays.copyOfRange(point, at + l * size, at + (l + 1) * size);
                product = convolved(product, unitLayers ? times(layer, 1 / frobenius(layer)) : layer);
            }
            product = unitLayers ? product : times(product, 1 / frobenius(product));
            double[] last = java.util.Arrays.copyOfRange(point, at + (layers - 1) * size, at + layers * size);
            double weight = point[at + layers * size];
            penalty += BETA / 2 * (Vectors.length(last) * Vectors.length(last) + weight * weight);
            add(scores, signals, convolved(product, last), weight);
        }
        return program.fit(scores) + penalty;
    }

    /** Only the product counts, so that any number of layers has the program of two with beta times the root of d. */
    @Test
    void moreLayersAreTwoLayersOfAnotherBeta() {
        Dataset images = SmallInstancesTest.draw(4, 4, 1);
        Certificate two = train(settings(2).withBeta(2 * BETA), images).certificate();
        for (int layers = 3; layers < 6; layers++) {
            Certificate more = train(settings(layers), images).certificate();
            assertThat(more.objective()).isCloseTo(two.objective(), within(2e-6 * two.zeroObjective()));
        }
    }

    /** No factors of unit circulants have a shorter last layer than Hoelder's quasi-norm, and some have it. */
    @ParameterizedTest
    @CsvSource({"3, 3", "4, 3", "6, 4", "5, 5"})
    void unitLayersHaveTheQuasiNorm(int size, int layers) {
        FourierBasis basis = FourierBasis.of(new ImageShape(1, 1, size));
        SplittableRandom random = new SplittableRandom(7);
        for (int attack = 0; attack < 50; attack++) {
            double[] last = RandomPrograms.normal(random, size);
            double[] filter = last;
            double[] shared = RandomPrograms.normal(random, size);
            for (int l = 1; l < layers; l++) {
                double[] layer = attack % 2 == 0 ? RandomPrograms.normal(random, size) : shared;
                filter = convolved(times(layer, 1 / frobenius(layer)), filter);
            }
            double[] coordinates = basis.coordinates(filter, new double[size], 0);
            double least = CircularFilters.lengthWithUnitLayers(basis, coordinates, layers);
            assertThat(least).isLessThanOrEqualTo(Vectors.length(last) * (1 + 1e-9));
            assertThat(least)
                    .isGreaterThanOrEqualTo(CircularFilters.norm(basis, layers).of(coordinates) * (1 - 1e-9));
        }
        double[] layer = RandomPrograms.normal(random, size);
        double[] unit = times(layer, 1 / frobenius(layer));
        double[] filter = unit; // the last is alike: all factors share the filter's spectrum equally
        for (int l = 1; l < layers; l++) {
            filter = convolved(unit, filter);
        }
        assertThat(CircularFilters.lengthWithUnitLayers(basis, basis.coordinates(filter, new double[size], 0), layers))
                .isCloseTo(Vectors.length(unit), within(1e-9));
    }

    @Test
    void badNumbersOfLayersAreNamed() {
        assertThatThrownBy(() -> settings(1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("circular layers must be >= 2, got 1");
    }
}
