package org.convolex.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.convolex.Evaluation;
import org.convolex.RealOutputs;
import org.convolex.RegressionEvaluation;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.network.Pooling.Reduction;
import org.convolex.network.RandomPrograms;
import org.convolex.optim.Loss;
import org.convolex.optim.Losses;
import org.convolex.optim.Progress;
import org.convolex.optim.SquaredLoss;
import org.convolex.optim.Status;
import org.convolex.optim.Targets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactTrainerTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Dataset DIGITS = DataSources.open("digits").train().load(120);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static ExactSettings settings(String architecture) {
        return ExactSettings.defaults()
                .withArchitecture(Architecture.of(architecture))
                .withPatches(3, 2, 0, 2)
                .withBeta(0.5)
                .withGap(0.05)
                .withBoxes(200);
    }

    private static Dataset twoClasses(int count) {
        float[][] images = new float[count][64];
        int[] labels = new int[count];
        for (int i = 0, next = 0; next < count; i = (i + 1) % DIGITS.size()) {
            if (DIGITS.label(i) < 2) {
                DIGITS.copyImage(i, images[next], 0);
                images[next][0] = next; // no two alike
                labels[next++] = DIGITS.label(i);
            }
        }
        return Dataset.of(DIGITS.shape(), images, labels, 2);
    }

    private static TrainedExactNetwork train(ExactSettings settings, Dataset images) {
        return new ExactTrainer(settings).train(images, "digits", TrainingListener.NONE, WORKERS);
    }

    /** Ten classes for those that take them, two for the others: better than chance, verified, a bound that is below. */
    @ParameterizedTest
    @CsvSource({
        "relu-average, logistic, 10",
        "relu-average, squared, 10",
        "relu-blocks, squared-hinge, 10",
        "relu-max, logistic, 10",
        "linear, logistic, 10",
        "linear, huber, 10",
        "circular, squared, 10",
        "relu-average, logistic, 2",
        "relu-max, squared-hinge, 2",
        "relu-blocks, squared, 2",
        "circular-relu, logistic, 2",
        "circular-relu, squared-hinge, 2"
    })
    void learnsClasses(String architecture, String loss, int classes) {
        Dataset images = classes == 2 ? twoClasses(30) : DIGITS.head(60);
        ExactNetwork model = train(settings(architecture).withLoss(Losses.byName(loss)), images)
                .model();
        assertThat(Evaluation.of(model, images, WORKERS).error()).isLessThan(0.6 * (classes - 1) / classes);
        assertThat(model.certificate().objective())
                .isLessThan(0.98 * model.certificate().zeroObjective());
        assertThat(model.certificate().lowerBound())
                .isBetween(0.0, model.certificate().objective());
        assertThat(model.verify(images, WORKERS)).allMatch(Verification::holds);
        assertThat(model.loss()).isEqualTo(loss);
    }

    @Test
    void learnsTargets() {
        float[][] images = new float[40][64];
        double[][] targets = new double[40][2];
        for (int i = 0; i < images.length; i++) {
            DIGITS.copyImage(i, images[i], 0);
            for (float pixel : images[i]) {
                targets[i][0] += pixel;
                targets[i][1] -= pixel / 100;
            }
        }
        Dataset regression = Dataset.ofTargets(DIGITS.shape(), images, targets, List.of("ink", "less"));
        ExactNetwork model =
                train(settings("linear").withBeta(0.01), regression).model();
        assertThat(model.certificate().certifies(0.05)).isTrue();
        assertThat(RegressionEvaluation.of(model, regression, WORKERS).r2()).isGreaterThan(0.8);
        assertThat(model.verify(regression, WORKERS)).allMatch(Verification::holds);
    }

    @Test
    void betaIsChosenWhereItIsLeftOpen() {
        TrainedExactNetwork trained = train(settings("linear").withBeta(ExactSettings.AUTO), DIGITS);
        assertThat(trained.validError()).isBetween(0.0, 0.5);
        assertThat(trained.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(trained.model().provenance().settings()).containsKey("beta");
    }

    @Test
    void theSameBitsForAnyNumberOfThreads() {
        for (String architecture : List.of("relu-average", "linear")) {
            Dataset images = DIGITS.head(40);
            ExactNetwork two = train(settings(architecture), images).model();
            try (Workers one = new Workers(1)) {
                ExactNetwork alone = new ExactTrainer(settings(architecture))
                        .train(images, "digits", TrainingListener.NONE, one)
                        .model();
                assertThat(alone.certificate()).isEqualTo(two.certificate());
                assertThat(alone.scores(images, one)).isEqualTo(two.scores(images, WORKERS));
            }
        }
    }

    @Test
    void aListenerStopsIt() {
        TrainingListener impatient = new TrainingListener() {
            @Override
            public boolean onProgress(Progress progress) {
                return progress.iteration() < 5;
            }
        };
        TrainedExactNetwork trained = new ExactTrainer(settings("relu-average").withGap(1e-6))
                .train(DIGITS.head(60), "digits", impatient, WORKERS);
        assertThat(trained.status()).isEqualTo(Status.STOPPED);
        assertThat(trained.iterations()).isLessThan(10);
        assertThat(trained.model().verify(DIGITS.head(60), WORKERS)).allMatch(Verification::holds);
    }

    @Test
    void timeEndsIt() {
        TrainedExactNetwork trained =
                train(settings("relu-average").withGap(1e-6).withMaxSeconds(1e-3), DIGITS.head(60));
        assertThat(trained.status()).isEqualTo(Status.TIME_LIMIT);
    }

    /** Nor does the certificate then take the boxes that were asked for; what it took is in the model. */
    @Test
    void timeEndsTheCertificateToo() {
        Dataset images = twoClasses(60);
        TrainedExactNetwork trained = train(
                settings("relu-average")
                        .withPatches(3, 1, 0, 2)
                        .withBoxes(10_000_000)
                        .withMaxSeconds(1e-3),
                images);
        assertThat(trained.model().effort().boxes()).isBetween(1, 5000);
        assertThat(trained.model().provenance().settings())
                .containsEntry(
                        "boxes", Integer.toString(trained.model().effort().boxes()));
        assertThat(trained.model().verify(images, WORKERS)).allMatch(Verification::holds);
        assertThat(train(settings("relu-average").withMaxSeconds(1e-3).withBoxes(1), images)
                        .model()
                        .effort()
                        .boxes())
                .isEqualTo(1);
    }

    /** Boxes of 64 sides cannot be cut small, whatever their number. */
    @Test
    void longFiltersGetFewBoxes() {
        ExactSettings usual = settings("relu-average").withBoxes(ExactSettings.AUTO_BOXES);
        assertThat(usual.boxes(RandomPrograms.scalar(Reduction.SUM, 100, 10, 9, 1, 1)))
                .isEqualTo(370_370);
        assertThat(usual.boxes(RandomPrograms.scalar(Reduction.SUM, 100, 1, 64, 1, 1)))
                .isBetween(1000, 2000);
        assertThat(usual.boxes(RandomPrograms.scalar(Reduction.SUM, 2000, 1, 784, 1, 1)))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"relu-average, price", "relu-average, all", "relu-max, price", "linear, price", "circular, price"})
    void nothingIsLearnedWhereBetaIsTooLarge(String architecture, String patterns) {
        Dataset images = SmallInstancesTest.draw(8, 6, 1);
        ExactSettings settings = settings(architecture)
                .withPatches(2, 2, 0, 1)
                .withBeta(1e4)
                .withPatterns(patterns.equals("all") ? Patterns.ALL : Patterns.PRICED);
        TrainedExactNetwork trained = train(settings, images);
        assertThat(trained.model().neurons()).isEmpty();
        assertThat(trained.model().certificate().relativeGap()).isZero();
        assertThat(trained.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(trained.model().verify(images, WORKERS)).allMatch(Verification::holds);
    }

    @Test
    void tooManyPatternsAreRefusedBeforeBetaIsChosen() {
        List<String> notes = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public boolean onProgress(Progress progress) {
                return true;
            }

            @Override
            public void onNote(String line) {
                notes.add(line);
            }
        };
        Dataset images =
                SmallInstancesTest.draw(10, 6, 1); // the 8 on which beta is chosen have 3882 patterns, all have 10072
        ExactTrainer trainer = new ExactTrainer(settings("relu-average")
                .withPatches(5, 1, 0, 1)
                .withPatterns(Patterns.ALL)
                .withBeta(ExactSettings.AUTO));
        assertThatThrownBy(() -> trainer.train(images, "drawn", listener, WORKERS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ask for patterns price");
        assertThat(notes).isEmpty();
    }

    /** What has been found before is not given away: an interior point that has not come far is worse than no network. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.05, 0.2, 0.5})
    void neverWorseThanNoNetwork(double seconds) {
        Dataset images = twoClasses(60);
        ExactSettings settings =
                settings("relu-average").withPatches(3, 1, 0, 2).withGap(1e-6);
        TrainedExactNetwork trained = train(settings.withMaxSeconds(seconds), images);
        assertThat(trained.model().certificate().objective())
                .isLessThanOrEqualTo(trained.model().certificate().zeroObjective());
    }

    /** So small a beta that its barriers overflow: no certificate to speak of, but no exception. */
    @Test
    void aBetaAtTheEndOfTheRangeIsSurvived() {
        TrainedExactNetwork trained = train(settings("relu-average").withBeta(1e-300), twoClasses(10));
        assertThat(trained.model().certificate().objective()).isFinite();
    }

    @Test
    void aChangedStandardizationDoesNotVerify() {
        Dataset regression = SmallInstancesTest.draw(8, 6, 1);
        ExactNetwork model =
                train(settings("linear").withPatches(2, 2, 0, 1), regression).model();
        RealOutputs fitted = (RealOutputs) model.outputs();
        ExactNetwork forged = new ExactNetwork(
                model.convolution(),
                model.neurons(),
                model.loss(),
                model.effort(),
                new RealOutputs(fitted.names(), new double[] {1234}, fitted.scales()),
                model.certificate(),
                model.provenance());
        assertThat(model.verify(regression, WORKERS)).allMatch(Verification::holds);
        assertThat(forged.verify(regression, WORKERS)).noneMatch(Verification::holds);
    }

    static Stream<Arguments> refused() {
        ImageShape shape = new ImageShape(1, 1, 4);
        Dataset blank = Dataset.of(shape, new float[][] {{0, 0, 0, 1}, {0, 0, 0, 2}}, new int[] {0, 1}, 2);
        return Stream.of(
                Arguments.of(settings("circular-relu"), DIGITS, "takes two classes or one target, got 10"),
                Arguments.of(settings("relu-average").withPatterns(Patterns.ALL), DIGITS, "ask for patterns price"),
                Arguments.of(settings("relu-average").withPatches(2, 4, 0, 1), blank, "all 2 patches are zero"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void badInputIsNamed(ExactSettings settings, Dataset images, String message) {
        assertThatThrownBy(() -> train(settings, images))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void badSettingsAreNamed() {
        assertThatThrownBy(() -> settings("linear").withBeta(0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("beta must be finite and > 0, got 0.0");
        assertThatThrownBy(() -> settings("linear").withGap(1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("gap must be in (0, 1), got 1.0");
        assertThatThrownBy(() -> Patterns.sampled(0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("patterns must be >= 1, got 0");
        assertThatThrownBy(() -> Architecture.of("relu"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "relu-average, relu-max, relu-blocks, linear, circular, circular-relu, got 'relu'");
        assertThatThrownBy(() -> settings("linear").withLoss(new WithoutConjugate()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("loss absolute has no known conjugate");
    }

    /** A loss of a user who has not worked out its conjugate. */
    private record WithoutConjugate() implements Loss {
        @Override
        public String name() {
            return "absolute";
        }

        @Override
        public double value(double[] scores, int offset, Targets targets, int sample) {
            return new SquaredLoss().value(scores, offset, targets, sample);
        }

        @Override
        public double gradient(
                double[] scores, int offset, Targets targets, int sample, double[] gradient, int gradientOffset) {
            return new SquaredLoss().gradient(scores, offset, targets, sample, gradient, gradientOffset);
        }
    }
}
