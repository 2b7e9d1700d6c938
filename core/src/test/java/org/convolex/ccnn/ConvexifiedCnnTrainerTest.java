package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.convolex.Evaluation;
import org.convolex.Phase;
import org.convolex.TrainingListener;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.optim.SquaredLoss;
import org.convolex.optim.Status;
import org.convolex.patch.RandomImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvexifiedCnnTrainerTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static TrainedCnn train(CcnnSettings settings, Dataset images) {
        return new ConvexifiedCnnTrainer(settings).train(images, "images", TrainingListener.NONE, WORKERS);
    }

    @Test
    void choosesSolvesAndCertifies() {
        Dataset images = Digits.train(300);
        Heard heard = new Heard();
        TrainedCnn trained =
                new ConvexifiedCnnTrainer(Digits.small().build()).train(images, "some digits", heard, WORKERS);
        ConvexifiedCnn model = trained.model();
        assertThat(Evaluation.of(model, Digits.test(), WORKERS).error()).isLessThan(0.15);
        assertThat(trained.validError()).isBetween(0.0, 0.2);
        assertThat(trained.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(model.certificate().certifies(1e-2)).isTrue();
        assertThat(model.verify(images, WORKERS).get(0).holds()).isTrue();
        assertThat(heard.phases())
                .as("so few images that the chosen gamma's features and path are kept")
                .startsWith(Phase.PREPROCESS, Phase.CHOOSE, Phase.SOLVE, Phase.CERTIFY);
        assertThat(trained.seconds()).containsOnlyKeys(Phase.PREPROCESS, Phase.CHOOSE, Phase.SOLVE, Phase.CERTIFY);
        assertThat(heard.notes()).anyMatch(note -> note.matches("gamma \\S+ chosen"));
        assertThat(heard.notes()).anyMatch(note -> note.matches("R = \\S+ chosen"));
        assertThat(model.provenance().data()).isEqualTo("some digits");
        assertThat(model.provenance().dataHash()).isEqualTo(images.hash());
        assertThat(model.provenance().samples()).isEqualTo(300);
        assertThat(model.provenance().settings())
                .containsEntry("features", "32")
                .containsEntry("radius", Double.toString(model.last().radius()))
                .containsEntry(
                        "gamma",
                        Double.toString(model.last().pipeline().map().kernel().gamma()));
    }

    @Test
    void squaredLossLearnsToo() {
        TrainedCnn trained =
                train(Digits.fixed().radius(10).loss(new SquaredLoss()).build(), Digits.train(300));
        assertThat(trained.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(trained.validError()).isNaN();
        assertThat(Evaluation.of(trained.model(), Digits.test(), WORKERS).error())
                .isLessThan(0.2);
    }

    @Test
    void givenValidationImagesAreJudgedOn() {
        Dataset images = Digits.train(400);
        int[] last = IntStream.range(300, 400).toArray();
        TrainedCnn trained = new ConvexifiedCnnTrainer(Digits.small().gamma(0.2).build())
                .train(images.head(300), images.subset(last), "digits", TrainingListener.NONE, WORKERS);
        assertThat(trained.validError() * 100 % 1).isZero(); // of 100 images
        assertThat(trained.model().provenance().samples()).isEqualTo(300);
    }

    /** The same training gives the same numbers to the last bit, whoever's machine has how many cores. */
    @Test
    void sameBitsForAnyNumberOfThreads() {
        Dataset images = Digits.train(120);
        CcnnSettings settings = Digits.small().features(20).build();
        try (Workers one = new Workers(1);
                Workers three = new Workers(3)) {
            ConvexifiedCnn first = new ConvexifiedCnnTrainer(settings)
                    .train(images, "digits", TrainingListener.NONE, one)
                    .model();
            ConvexifiedCnn second = new ConvexifiedCnnTrainer(settings)
                    .train(images, "digits", TrainingListener.NONE, three)
                    .model();
            assertThat(second.last().weights().hash())
                    .isEqualTo(first.last().weights().hash());
            assertThat(second.certificate()).isEqualTo(first.certificate());
            assertThat(second.provenance()).isEqualTo(first.provenance());
            assertThat(second.scores(images, three)).isEqualTo(first.scores(images, one));
        }
    }

    /** Scores by the filters' responses are inner products with the dense point. */
    @Test
    void scoresAreTracesWithTheDensePoint() {
        Dataset images = Digits.train(100);
        ConvexifiedCnn model = train(Digits.fixed().build(), images).model();
        ImageFeatures features = new ImageFeatures(images, model.last().pipeline());
        double[] dense = model.last().weights().dense(10 * features.rowLength());
        float[] scores = model.scores(images, WORKERS);
        float[] row = new float[features.rowLength()];
        for (int i = 0; i < images.size(); i++) {
            model.last().pipeline().application().newWorker().apply(images, i, row, 0);
            for (int k = 0; k < 10; k++) {
                double sum = 0;
                for (int j = 0; j < row.length; j++) {
                    sum += row[j] * dense[k * row.length + j];
                }
                assertThat((double) scores[i * 10 + k]).isCloseTo(sum, Assertions.within(1e-4));
            }
        }
    }

    /** Stopped at any time, it still hands over a model, and a certificate of that model. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 60, 200})
    void aListenerStopsItAtAnyTime(int steps) {
        Dataset images = Digits.train(150);
        int[] heard = {0};
        TrainedCnn trained = new ConvexifiedCnnTrainer(Digits.small().gap(1e-6).build())
                .train(images, "digits", progress -> ++heard[0] < steps, WORKERS);
        assertThat(trained.status()).isEqualTo(Status.STOPPED);
        assertThat(trained.model().certificate().feasible()).isTrue();
        assertThat(trained.model().certificate().numericalTrouble()).isFalse();
        assertThat(trained.model().scores(images, WORKERS)).hasSize(1500);
        assertThat(trained.model().verify(images, WORKERS).get(0).failures()).isEmpty();
        assertThat(heard[0]).isLessThan(steps + 10);
    }

    @Test
    void aTimeLimitEndsItWithACertificate() {
        Dataset images = Digits.train(150);
        TrainedCnn trained = train(Digits.small().gap(1e-6).maxSeconds(1e-3).build(), images);
        assertThat(trained.status()).isEqualTo(Status.TIME_LIMIT);
        assertThat(trained.model().certificate().feasible()).isTrue();
        assertThat(trained.model().verify(images, WORKERS).get(0).failures()).isEmpty();
    }

    @Test
    void imagesThatCannotBeLearnedFromAreRefused() {
        Dataset digits = Digits.train(20);
        ImageShape shape = new ImageShape(1, 6, 6);
        float[][] pixels = {new float[36], new float[36]};
        pixels[0][3] = 1;
        CcnnSettings settings = Digits.small().build();
        assertRefused(settings, Dataset.unlabelled(shape, pixels), "the training images have no labels");
        assertRefused(settings, digits.head(1), "training needs at least 2 images, got 1");
        assertRefused(
                settings,
                Dataset.of(shape, pixels, new int[] {1, 1}, 3),
                "all 2 training labels are equal ('1'): there is nothing to tell apart");
        assertRefused(
                Digits.small().patch(5).build(),
                RandomImages.of(new ImageShape(1, 4, 9), 10, 2, 1),
                "images of 1 x 4 x 9 with padding 0 are smaller than a 5 x 5 patch: patch must be at most 4");
        assertRefused(
                settings,
                RandomImages.flat(shape, 7, 7, 7),
                "all 3 training images are constant: every pixel is 7.0, the variance is 0");
        assertRefused(settings, RandomImages.flat(shape, 1, 2, 3), "there is nothing to learn from");
        assertRefused(
                Digits.fixed().build(),
                RandomImages.flat(shape, 1, 2, 3),
                "the features of all training images are equal");
        assertRefused(Digits.small().memoryBytes(1 << 20).build(), digits, "not enough memory: 20 images of 1 x 8 x 8");
        assertRefused(Digits.small().patch(5).padding(5).build(), digits, "padding must be in 0..4");
        assertRefused(Digits.small().contrast(0).build(), digits, "contrast constant must be finite and > 0, got 0.0");
        assertRefused(Digits.small().whitening(-1).build(), digits, "whitening epsilon must be finite and > 0");
    }

    private static void assertRefused(CcnnSettings settings, Dataset images, String message) {
        assertThatThrownBy(() -> train(settings, images))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void validationImagesOfAnotherKindAreRefused() {
        Dataset digits = Digits.train(20);
        ConvexifiedCnnTrainer trainer = new ConvexifiedCnnTrainer(Digits.small().build());
        float[][] unlabelled = {new float[64]};
        List<Dataset> bad = List.of(
                RandomImages.of(new ImageShape(1, 8, 9), 10, 2, 1),
                RandomImages.of(new ImageShape(1, 7, 7), 10, 2, 1),
                RandomImages.of(new ImageShape(1, 8, 8), 24, 12, 1),
                Dataset.unlabelled(digits.shape(), unlabelled));
        for (Dataset validation : bad) {
            assertThatThrownBy(() -> trainer.train(digits, validation, "digits", TrainingListener.NONE, WORKERS))
                    .as("%s", validation)
                    .isInstanceOf(InvalidInputException.class);
        }
    }
}
