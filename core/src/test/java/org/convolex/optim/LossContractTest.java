package org.convolex.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.convolex.linalg.Vectors;
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

    /** Fenchel and Young: equality at the gradient, and no scores do better than the conjugate says. */
    @ParameterizedTest
    @MethodSource("conjugates")
    void theConjugateIsTheLargestOfSlopeLessLoss(ConjugateLoss loss) {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < ROUNDS; round++) {
            Targets targets = randomClass(random);
            double[] scores = scores(random);
            double[] slope = new double[OUTPUTS];
            double atGradient = loss.gradient(scores, 0, targets, 0, slope, 0);
            double sum = atGradient + loss.conjugate(slope, 0, targets, 0) - Vectors.dot(slope, scores);
            assertThat(sum).isCloseTo(0, within(1e-9 * (1 + atGradient)));

            double share = random.nextDouble();
            double[] shorter = Arrays.stream(slope).map(g -> share * g).toArray();
            double conjugate = loss.conjugate(shorter, 0, targets, 0);
            assertThat(conjugate).isFinite();
            double[] others = scores(random);
            assertThat(loss.value(others, 0, targets, 0) + conjugate - Vectors.dot(shorter, others))
                    .isGreaterThanOrEqualTo(-1e-9);
        }
    }

    static Stream<Loss> conjugates() {
        return Stream.concat(all(), Stream.of(new BinaryLogistic()));
    }

    @ParameterizedTest
    @MethodSource("conjugates")
    void theCurvatureIsTheGradientsSlope(ConjugateLoss loss) {
        SplittableRandom random = new SplittableRandom(4);
        double h = 1e-6;
        for (int round = 0; round < ROUNDS; round++) {
            Targets targets = randomClass(random);
            double[] scores = scores(random);
            for (int k = 0; k < OUTPUTS; k++) {
                double[] below = new double[OUTPUTS];
                double[] above = new double[OUTPUTS];
                double[] moved = scores.clone();
                moved[k] -= h;
                loss.gradient(moved, 0, targets, 0, below, 0);
                double curvature = loss.curvature(moved, 0, targets, 0, k);
                moved[k] += 2 * h;
                loss.gradient(moved, 0, targets, 0, above, 0);
                if (loss.curvature(moved, 0, targets, 0, k) != curvature && curvature % 1 == 0) {
                    continue; // a kink lies between
                }
                assertThat((above[k] - below[k]) / (2 * h)).isCloseTo(curvature, within(1e-5));
            }
        }
    }

    /** Without a bound on slopes there is no dual: what lies outside of the domain is said to. */
    @Test
    void slopesThatNoScoresHaveAreOutsideOfTheDomain() {
        Targets first = Targets.ofClasses(new int[] {0}, 2);
        double[] slope = {0.5, 0.5};
        assertThat(new MultinomialLogistic().conjugate(slope, 0, first, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(new BinaryLogistic().conjugate(slope, 0, first, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(new SquaredHingeLoss().conjugate(slope, 0, first, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(new HuberLoss(0.4).conjugate(slope, 0, first, 0)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void oneScoreForTwoClassesIsTheMultinomialLossAtItsHalves() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < ROUNDS; round++) {
            int label = random.nextInt(2);
            double score = scores(random)[0];
            double two = new MultinomialLogistic()
                    .value(new double[] {-score / 2, score / 2}, 0, Targets.ofClasses(new int[] {label}, 2), 0);
            Targets one = new Targets(1, new float[] {label});
            assertThat(new BinaryLogistic().value(new double[] {score}, 0, one, 0))
                    .isCloseTo(two, within(1e-12 + 1e-12 * two));
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
