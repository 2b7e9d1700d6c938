package org.convolex.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomFourierFeaturesTest {
    private static final int DIMENSION = 9;
    private static final double GAMMA = 0.3;

    private static double[] vector(SplittableRandom random) {
        return random.doubles(DIMENSION, -1, 1).toArray();
    }

    private static double kernel(double[] z, double[] other) {
        double squared = 0;
        for (int i = 0; i < z.length; i++) {
            squared += (z[i] - other[i]) * (z[i] - other[i]);
        }
        return Math.exp(-GAMMA * squared);
    }

    /** Root mean squared error of the kernel over random pairs and 40 draws of the map; [1] is the mean error. */
    private static double[] errors(int count) {
        SplittableRandom random = new SplittableRandom(1);
        double squares = 0;
        double sum = 0;
        int pairs = 0;
        for (long seed = 0; seed < 40; seed++) {
            RandomFourierFeatures map = RandomFourierFeatures.draw(GAMMA, DIMENSION, count, seed);
            for (int pair = 0; pair < 10; pair++, pairs++) {
                double[] z = vector(random);
                double[] other = vector(random);
                double error = Vectors.dot(map.apply(z), map.apply(other)) - kernel(z, other);
                squares += error * error;
                sum += error;
            }
        }
        return new double[] {Math.sqrt(squares / pairs), sum / pairs};
    }

    /** The error falls like 1 / sqrt(m), and its mean, of 400 draws, faster: the map is unbiased. */
    @Test
    void approximatesTheKernelAtThePromisedRate() {
        for (int count : new int[] {100, 400, 1600, 6400}) {
            double[] errors = errors(count);
            assertThat(errors[0] * Math.sqrt(count)).as("%d features", count).isBetween(0.2, 1.0);
            assertThat(Math.abs(errors[1]) * Math.sqrt(count)).isLessThan(0.15);
        }
    }

    @Test
    void frequenciesAreOrthogonalWithinGroups() {
        RandomFourierFeatures map = RandomFourierFeatures.draw(GAMMA, DIMENSION, 3 * DIMENSION + 4, 5);
        for (int j = 0; j < map.count(); j++) {
            for (int k = j - j % DIMENSION; k < j; k++) {
                double[] a = frequency(map, j);
                double[] b = frequency(map, k);
                assertThat(Vectors.dot(a, b)).isCloseTo(0, within(1e-12 * Vectors.length(a) * Vectors.length(b)));
            }
        }
    }

    private static double[] frequency(RandomFourierFeatures map, int index) {
        return Arrays.copyOfRange(map.frequencies(), index * DIMENSION, (index + 1) * DIMENSION);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 20})
    void frequenciesHaveMeanZeroAndVarianceTwoGamma(double gamma) {
        RandomFourierFeatures map = RandomFourierFeatures.draw(gamma, DIMENSION, 9000, 2);
        double sum = 0;
        double squares = 0;
        double fourth = 0;
        int n = map.frequencies().length;
        for (double value : map.frequencies()) {
            sum += value / n;
            squares += value * value / n;
            fourth += Math.pow(value, 4) / n;
        }
        assertThat(sum).isCloseTo(0, within(0.02 * Math.sqrt(2 * gamma)));
        assertThat(squares).isCloseTo(2 * gamma, within(0.03 * 2 * gamma));
        assertThat(fourth).isCloseTo(3 * 4 * gamma * gamma, within(0.08 * 12 * gamma * gamma)); // Gaussian
        double phases = Arrays.stream(map.phases()).average().orElseThrow();
        assertThat(phases).isCloseTo(Math.PI, within(0.1));
        assertThat(Arrays.stream(map.phases()).allMatch(phase -> phase >= 0 && phase < 2 * Math.PI))
                .isTrue();
    }

    @Test
    void theSameSeedGivesTheSameMapAndAnotherAnother() {
        RandomFourierFeatures map = RandomFourierFeatures.draw(GAMMA, DIMENSION, 20, 7);
        RandomFourierFeatures same = RandomFourierFeatures.draw(GAMMA, DIMENSION, 20, 7);
        RandomFourierFeatures other = RandomFourierFeatures.draw(GAMMA, DIMENSION, 20, 8);
        assertThat(same.frequencies()).isEqualTo(map.frequencies());
        assertThat(same.phases()).isEqualTo(map.phases());
        assertThat(other.frequencies()).isNotEqualTo(map.frequencies());
        assertThat(other.phases()).isNotEqualTo(map.phases());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAGammaThatIsNotPositive(double gamma) {
        assertThatThrownBy(() -> RandomFourierFeatures.draw(gamma, DIMENSION, 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gamma must be finite and > 0, got " + gamma);
    }

    @Test
    void refusesNoFeatures() {
        assertThatThrownBy(() -> RandomFourierFeatures.draw(1, DIMENSION, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must be >= 1, got 0");
    }
}
