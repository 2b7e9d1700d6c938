package org.convolex.convotron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.convolex.Evaluation;
import org.convolex.Phase;
import org.convolex.RegressionEvaluation;
import org.convolex.TrainingListener;
import org.convolex.convotron.ConvotronSettings.StepSizes;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.optim.Progress;
import org.convolex.optim.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvotronNetworkTrainerTest {
    private static final Workers WORKERS = new Workers(2);
    private static final NetworkSettings SETTINGS = NetworkSettings.defaults().withWindow(PlantedImages.WINDOW);
    private static final NetworkSettings SHORT =
            SETTINGS.withSamples(6000, 3000).withRefinements(1);

    @AfterAll
    static void stop() {
        WORKERS.close();
    }

    private static TrainedConvotronNetwork train(NetworkSettings settings, Dataset images) {
        return train(settings, images, TrainingListener.NONE, WORKERS);
    }

    private static TrainedConvotronNetwork train(
            NetworkSettings settings, Dataset images, TrainingListener listener, Workers workers) {
        return new ConvotronNetworkTrainer(settings).train(images, null, "signals", listener, workers);
    }

    /** Times what makes up for the scaling of samples. */
    private static double product(ConvotronNetwork model, int l, int j) {
        return model.filter()[l] * model.weights()[j] / model.view().deviation();
    }

    @ParameterizedTest
    @CsvSource({"1", "1000", "1e-3"})
    void thePlantedNetworkIsFoundInAnyUnit(double factor) {
        Dataset images = PlantedImages.signals(1500, factor, 0);

        TrainedConvotronNetwork trained = train(SETTINGS, images);

        ConvotronNetwork model = trained.model();
        OverlappingNetwork planted = PlantedImages.NETWORK;
        for (int l = 0; l < 8; l++) {
            assertThat(product(model, l, 1) * factor)
                    .isCloseTo(planted.filter()[l] * planted.weights()[1], within(1e-2));
        }
        assertThat(model.error().relative()).isLessThan(1e-6);
        assertThat(model.error().images()).isEqualTo(300);
        assertThat(model.assumptions().allHold()).isTrue();
        assertThat(trained.status()).isEqualTo(Status.FINISHED);
        assertThat(trained.learned()).isEqualTo(1200);
        assertThat(trained.passes()).isEqualTo(trained.samples() / 1200.0);
        assertThat(trained.seconds()).containsOnlyKeys(Phase.PREPROCESS, Phase.SOLVE);
        assertThat(RegressionEvaluation.of(model, images, WORKERS).r2()).isGreaterThan(0.999999);
    }

    @Test
    void theErrorIsThatOfTheHeldOutImages() {
        Dataset images = PlantedImages.signals(600);
        Dataset heldOut = images.range(400, 600);
        TrainedConvotronNetwork trained = new ConvotronNetworkTrainer(SHORT.withRefinements(0))
                .train(images.head(400), heldOut, "signals", TrainingListener.NONE, WORKERS);

        double rmse = RegressionEvaluation.of(trained.model(), heldOut, WORKERS).rmse();

        MeasuredError error = trained.model().error();
        assertThat(trained.validError()).isEqualTo(rmse);
        assertThat(error.error()).isCloseTo(rmse * rmse, within(1e-6 * rmse * rmse));
        assertThat(error.deviation()).isBetween(0.01 * error.error(), error.error());
        assertThat(error.images()).isEqualTo(200);
        assertThat(trained.learned()).isEqualTo(400);
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        Dataset images = PlantedImages.signals(300);
        NetworkSettings settings = SHORT.withWhitening(true);
        try (Workers alone = new Workers(1);
                Workers three = new Workers(3)) {
            ConvotronNetwork one =
                    train(settings, images, TrainingListener.NONE, alone).model();
            ConvotronNetwork other =
                    train(settings, images, TrainingListener.NONE, three).model();

            assertThat(other.filter()).isEqualTo(one.filter());
            assertThat(other.weights()).isEqualTo(one.weights());
            assertThat(other.error()).isEqualTo(one.error());
            assertThat(other.assumptions()).isEqualTo(one.assumptions());
            assertThat(other.provenance()).isEqualTo(one.provenance());
            assertThat(other.scores(images, three)).isEqualTo(one.scores(images, alone));
            assertThat(train(settings.withSeed(2), images).model().filter()).isNotEqualTo(one.filter());
        }
    }

    @Test
    void twoClassesAreToldApart() {
        Dataset images = PlantedImages.classes(1500);

        TrainedConvotronNetwork trained = train(SETTINGS, images);

        assertThat(trained.validError()).isLessThan(0.2);
        Evaluation evaluation = Evaluation.of(trained.model(), images, WORKERS);
        assertThat(evaluation.error()).isLessThan(0.2);
        float[] scores = trained.model().scores(images.head(3), WORKERS);
        assertThat(scores).hasSize(6);
        assertThat(scores[0]).isEqualTo(-scores[1]);
    }

    /** Pixels about a mean of 5: whitening takes it off, and a network on what is left is a good one. */
    @Test
    void whiteningIsPartOfTheModel() {
        Dataset images = PlantedImages.signals(1500, 1, 5);

        TrainedConvotronNetwork trained = train(SETTINGS.withWhitening(true), images);

        Whitening whitening = trained.model().view().whitening();
        assertThat(whitening).isNotNull();
        assertThat(trained.model().assumptions().covarianceDistance()).isLessThan(0.5);
        assertThat(trained.model().error().relative()).isLessThan(0.01);
        assertThat(RegressionEvaluation.of(trained.model(), images, WORKERS).r2())
                .isGreaterThan(0.97);
        ConvotronNetwork raw = train(SETTINGS.withMaxSeconds(20), images).model();
        assertThat(raw.assumptions().allHold()).isFalse();
        assertThat(raw.error().relative()).isGreaterThan(trained.model().error().relative());
    }

    @Test
    void averagePoolingIsNotLearned() {
        TrainedConvotronNetwork trained =
                train(SETTINGS.withAverage(true).withSamples(0, 2000), PlantedImages.signals(300));

        assertThat(trained.model().weights()).containsOnly(0.25);
        assertThat(trained.course().stages().first()).isZero();
        assertThat(trained.course().stages().second()).isEqualTo(2000);
        assertThat(trained.course().stages().refinement()).isZero();
    }

    @Test
    void imagesAreSeenAboutTheirMean() {
        Dataset digits = DataSources.open("digits").train().load(200);
        float[][] images = new float[digits.size()][];
        double[][] targets = new double[digits.size()][1];
        for (int i = 0; i < images.length; i++) {
            images[i] = digits.image(i);
            targets[i][0] = digits.label(i);
        }
        Dataset numbers = Dataset.ofTargets(digits.shape(), images, targets, List.of("digit"));

        ConvotronNetwork model = train(
                        NetworkSettings.defaults().withSamples(2000, 2000).withRefinements(1), numbers)
                .model();

        assertThat(model.window()).isEqualTo(new WindowSize(4, 4));
        assertThat(model.view().mean()).isBetween(3.0, 7.0);
        assertThat(model.assumptions().allHold()).isFalse();
        assertThat(model.filter()).hasSize(16);
        assertThat(model.weights()).hasSize(4);
    }

    @Test
    void listenersHearOfStagesAndCanEndThem() {
        List<String> notes = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public boolean onProgress(Progress progress) {
                return notes.size() < 2;
            }

            @Override
            public void onNote(String line) {
                notes.add(line);
            }
        };

        TrainedConvotronNetwork trained =
                train(SHORT.withRefinements(3), PlantedImages.signals(300), listener, WORKERS);

        assertThat(notes)
                .containsExactly(
                        "stage 2 begins after 6,000 samples", "refinement, round 1 begins after 9,000 samples");
        assertThat(trained.status()).isEqualTo(Status.STOPPED);
        assertThat(trained.model().provenance().status()).isEqualTo("STOPPED");
        assertThat(trained.model().error().relative()).isLessThan(0.9);
    }

    @Test
    void theTimeIsKept() {
        TrainedConvotronNetwork trained = train(SETTINGS.withMaxSeconds(1e-9), PlantedImages.signals(300));

        assertThat(trained.status()).isEqualTo(Status.TIME_LIMIT);
        assertThat(trained.samples()).isZero();
    }

    @Test
    void whatCannotBeLearnedIsRefused() {
        Dataset signals = PlantedImages.signals(20);
        assertRefused(
                SETTINGS,
                DataSources.open("digits").train().load(50),
                "method convotron tells two classes apart or learns one real target, but the images have 10 classes");
        assertRefused(
                SETTINGS,
                Dataset.ofTargets(
                        new ImageShape(1, 1, 2),
                        new float[][] {{1, 2}, {2, 1}},
                        new double[][] {{1, 2}, {3, 4}},
                        List.of("a", "b")),
                "method convotron learns one real target, got 2: a, b");
        assertRefused(
                SETTINGS,
                signals.head(2),
                "of 2 images, 1 held out for validation leave 1 to learn from, which must be at least 2");
        assertRefused(
                SETTINGS.withSteps(new StepSizes(0.5, 0)),
                signals,
                "stage 1 diverged at a step size of 0.5: take a smaller one, such as 0.125");
        assertRefused(
                SETTINGS.withWindow(new WindowSize(27, WindowSize.AUTO)),
                signals,
                "filter size must be in 1..26, got 27");
    }

    private static void assertRefused(NetworkSettings settings, Dataset images, String message) {
        assertThatThrownBy(() -> train(settings, images))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> SETTINGS.withLeak(1.5)).hasMessage("leak must be in [0, 1], got 1.5");
        assertThatThrownBy(() -> SETTINGS.withSamples(-1, 0))
                .hasMessage("numbers of samples must be >= 0, got -1 and 0");
        assertThatThrownBy(() -> SETTINGS.withBatch(0)).hasMessage("batch must be >= 1, got 0");
        assertThatThrownBy(() -> SETTINGS.withRefinements(-1)).hasMessage("refinements must be >= 0, got -1");
        assertThatThrownBy(() -> SETTINGS.withMaxSeconds(0)).hasMessage("max-seconds must be > 0, got 0.0");
    }
}
