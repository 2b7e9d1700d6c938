package org.convolex.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every loss must satisfy. */
class LossContractTest {
    private static final int OUTPUTS = 4;
    private static final int ROUNDS = 200;

    static Stream<Loss> all() {
        return Stream.concat(Losses.names().stream(), Stream.of("huber:0.25")).map(Losses::byName);
    }

    private static Targets randomClass(SplittableRandom random) {
        return Targets.ofClasses(new int[] {random.nextInt(OUTPUTS)}, OUTPUTS);
    }

    private static double[] scores(SplittableRandom random) {
        double[] scores = TestProgram.gaussian(random, OUTPUTS);
        double scale = Math.pow(10, random.nextDouble(-2, 1));
        return Arrays.stream(scores).map(s -> s * scale).toArray();
    }

    @ParameterizedTest
    @MethodSource("all")
    void gradientIsTheValuesSlope(Loss loss) {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < ROUNDS; round++) {
            Targets targets = randomClass(random);
            double[] scores = scores(random);
            double[] gradient = new double[OUTPUTS];
            double value = loss.gradient(scores, 0, targets, 0, gradient, 0);
            assertThat(value).isEqualTo(loss.value(scores, 0, targets, 0));
            for (int k = 0; k < OUTPUTS; k++) {
                double h = 1e-5;
                double[] above = scores.clone();
                double[] below = scores.clone();
                above[k] += h;
                below[k] -= h;
                double slope = (loss.value(above, 0, targets, 0) - loss.value(below, 0, targets, 0)) / (2 * h);
                assertThat(gradient[k]).isCloseTo(slope, within(1e-8 * (1 + value)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void convexAlongRandomSegments(Loss loss) {
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < ROUNDS; round++) {
            Targets targets = randomClass(random);
            double[] a = scores(random);
            double[] b = scores(random);
            double t = random.nextDouble();
            double[] between = new double[OUTPUTS];
            for (int k = 0; k < OUTPUTS; k++) {
                between[k] = t * a[k] + (1 - t) * b[k];
            }
            double chord = t * loss.value(a, 0, targets, 0) + (1 - t) * loss.value(b, 0, targets, 0);
            assertThat(loss.value(between, 0, targets, 0)).isLessThanOrEqualTo(chord * (1 + 1e-12) + 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void extremeScoresStayFinite(Loss loss) {
        for (double huge : new double[] {1e4, 1e38, 1e150}) {
            for (int label = 0; label < OUTPUTS; label++) {
                Targets targets = Targets.ofClasses(new int[] {label}, OUTPUTS);
                double[] gradient = new double[OUTPUTS];
                double value = loss.gradient(new double[] {huge, -huge, huge, 0}, 0, targets, 0, gradient, 0);
                assertThat(value).isFinite().isGreaterThanOrEqualTo(0);
                assertThat(gradient).doesNotContain(Double.NaN);
                assertThat(Arrays.stream(gradient).allMatch(Double::isFinite)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsAndWritesAtItsOffsetsOnly(Loss loss) {
        Targets targets = Targets.ofClasses(new int[] {0, 2, 1}, OUTPUTS);
        double[] row = {0.3, -1, 2, 0.7};
        double[] shifted = {9, 9, 9, 0.3, -1, 2, 0.7, 9};
        double[] expected = new double[OUTPUTS];
        double[] gradient = {7, 7, 0, 0, 0, 0, 7};
        double value = loss.gradient(row, 0, targets, 1, expected, 0);
        assertThat(loss.gradient(shifted, 3, targets, 1, gradient, 2)).isEqualTo(value);
        assertThat(loss.value(shifted, 3, targets, 1)).isEqualTo(value);
        assertThat(gradient).containsExactly(7, 7, expected[0], expected[1], expected[2], expected[3], 7);
    }

    /** The conjugate of the logistic loss at v is the negative entropy of v + y, for v + y in the simplex. */
    @Test
    void fenchelYoungForTheLogisticLoss() {
        Loss loss = new MultinomialLogistic();
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < ROUNDS; round++) {
            Targets targets = randomClass(random);
            double[] s = scores(random);
            double[] simplex = random.doubles(OUTPUTS, 1e-6, 1).toArray();
            double total = Arrays.stream(simplex).sum();
            double entropyAndInner = 0;
            for (int k = 0; k < OUTPUTS; k++) {
                double p = simplex[k] / total;
                entropyAndInner += p * Math.log(p) - s[k] * (p - targets.value(0, k));
            }
            assertThat(loss.value(s, 0, targets, 0) + entropyAndInner).isGreaterThanOrEqualTo(-1e-12);

            double[] g = new double[OUTPUTS];
            double atGradient = loss.gradient(s, 0, targets, 0, g, 0);
            for (int k = 0; k < OUTPUTS; k++) {
                double p = g[k] + targets.value(0, k);
                atGradient += (p > 1e-300 ? p * Math.log(p) : 0) - s[k] * g[k];
            }
            assertThat(atGradient).isCloseTo(0, within(1e-10));
        }
    }

    /** The conjugate of the squared loss at v is |v|^2 / 2 + v.y. */
    @Test
    void fenchelYoungForTheSquaredLoss() {
        Loss loss = new SquaredLoss();
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < ROUNDS; round++) {
            Targets targets = randomClass(random);
            double[] s = scores(random);
            double[] v = scores(random);
            double[] g = new double[OUTPUTS];
            double anywhere = loss.value(s, 0, targets, 0);
            double atGradient = loss.gradient(s, 0, targets, 0, g, 0);
            for (int k = 0; k < OUTPUTS; k++) {
                anywhere += v[k] * v[k] / 2 + v[k] * targets.value(0, k) - s[k] * v[k];
                atGradient += g[k] * g[k] / 2 + g[k] * targets.value(0, k) - s[k] * g[k];
            }
            assertThat(anywhere).isGreaterThanOrEqualTo(-1e-9);
            assertThat(atGradient).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void logisticGradientSumsToZero() {
        SplittableRandom random = new SplittableRandom(5);
        double[] gradient = new double[OUTPUTS];
        for (int round = 0; round < ROUNDS; round++) {
            new MultinomialLogistic().gradient(scores(random), 0, randomClass(random), 0, gradient, 0);
            assertThat(Arrays.stream(gradient).sum()).isCloseTo(0, within(1e-14));
        }
    }

    /** The conjugate of the squared hinge loss, a sign t at a time, at v = -t u, u >= 0, is u^2 / 2 - u. */
    @Test
    void fenchelYoungForTheSquaredHingeLoss() {
        Loss loss = new SquaredHingeLoss();
        SplittableRandom random = new SplittableRandom(6);
        for (int round = 0; round < ROUNDS; round++) {
            Targets targets = randomClass(random);
            double[] s = scores(random);
            double[] g = new double[OUTPUTS];
            double anywhere = loss.value(s, 0, targets, 0);
            double atGradient = loss.gradient(s, 0, targets, 0, g, 0);
            for (int k = 0; k < OUTPUTS; k++) {
                double sign = targets.value(0, k) == 1 ? 1 : -1;
                double u = random.nextDouble(0, 3);
                anywhere += u * u / 2 - u + sign * u * s[k];
                double slope = -sign * g[k];
                assertThat(slope).isGreaterThanOrEqualTo(0);
                atGradient += slope * slope / 2 - slope - s[k] * g[k];
            }
            assertThat(anywhere).isGreaterThanOrEqualTo(-1e-9);
            assertThat(atGradient).isCloseTo(0, within(1e-9));
        }
    }

    /** The conjugate of the Huber loss at v is v^2 / 2 + v y, where |v| is at most delta. */
    @Test
    void fenchelYoungForTheHuberLoss() {
        SplittableRandom random = new SplittableRandom(7);
        for (double delta : new double[] {0.1, 1, 3}) {
            Loss loss = new HuberLoss(delta);
            for (int round = 0; round < ROUNDS; round++) {
                Targets targets = new Targets(1, new float[] {(float) random.nextGaussian()});
                double[] s = {3 * random.nextGaussian()};
                double[] g = new double[1];
                double y = targets.value(0, 0);
                double v = random.nextDouble(-delta, delta);
                double value = loss.gradient(s, 0, targets, 0, g, 0);
                assertThat(value + v * v / 2 + v * y - s[0] * v).isGreaterThanOrEqualTo(-1e-12);
                assertThat(Math.abs(g[0])).isLessThanOrEqualTo(delta);
                assertThat(value + g[0] * g[0] / 2 + g[0] * y - s[0] * g[0]).isCloseTo(0, within(1e-12));
            }
        }
    }

    @Test
    void marginsAndThresholdsAreWhereTheyAreSaidToBe() {
        Targets first = Targets.ofClasses(new int[] {0}, 2);
        Loss hinge = new SquaredHingeLoss();
        assertThat(hinge.value(new double[] {1, -1}, 0, first, 0)).isEqualTo(0);
        assertThat(hinge.value(new double[] {5, -9}, 0, first, 0)).isEqualTo(0);
        assertThat(hinge.value(new double[] {0, 0}, 0, first, 0)).isEqualTo(1);
        assertThat(hinge.value(new double[] {-1, -1}, 0, first, 0)).isEqualTo(2);
        Targets zero = new Targets(1, new float[1]);
        assertThat(new HuberLoss(2).value(new double[] {2}, 0, zero, 0)).isEqualTo(2);
        assertThat(new HuberLoss(2).value(new double[] {5}, 0, zero, 0)).isEqualTo(8);
        assertThat(new HuberLoss().value(new double[] {-3}, 0, zero, 0)).isEqualTo(2.5);
    }

    @ParameterizedTest
    @MethodSource("all")
    void itsNameLeadsBackToIt(Loss loss) {
        assertThat(Losses.byName(loss.name())).isEqualTo(loss);
    }

    @ParameterizedTest
    @ValueSource(strings = {"huber:", "huber:x", "huber:0", "huber:-1", "huber:NaN", "huber:Infinity"})
    void refusesDeltasThatAreNoNumbersAboveZero(String name) {
        assertThatThrownBy(() -> Losses.byName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("huber: delta must be finite and > 0, got ");
    }

    @Test
    void unknownNamesAreAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Losses.byName("hinge"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss must be one of logistic, squared, squared-hinge, huber, got 'hinge'");
    }
}
