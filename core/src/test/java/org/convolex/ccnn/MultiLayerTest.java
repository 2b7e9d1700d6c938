package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.convolex.Evaluation;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.certify.Scope;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomShifts;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFile;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Algorithm 2: layers upon layers. */
class MultiLayerTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Dataset IMAGES = Digits.train(300);
    private static final TrainedCnn TRAINED = train(two().build());
    private static final ConvexifiedCnn MODEL = TRAINED.model();

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    /** 3 x 3 patches on 8 x 8 images leave 3 x 3 windows, and a single patch for the second layer. */
    private static CcnnSettings.Builder two() {
        return CcnnSettings.builder()
                .layers(2)
                .patch(3)
                .features(40, 60)
                .gamma(0.5, 0.1)
                .radius(60, 100)
                .filters(8)
                .directions(16)
                .gap(5e-3)
                .memoryBytes(2L << 30);
    }

    private static TrainedCnn train(CcnnSettings settings) {
        return new ConvexifiedCnnTrainer(settings).train(IMAGES, "digits", TrainingListener.NONE, WORKERS);
    }

    @Test
    void everyLayerIsCertifiedAndVerifies() {
        assertThat(TRAINED.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(MODEL.layers()).hasSize(2);
        assertThat(MODEL.layers().get(0).certificate().certifies(2e-2)).isTrue();
        assertThat(MODEL.certificate().certifies(5e-3)).isTrue();
        assertThat(MODEL.layers().get(0).certificate().scope()).isEqualTo(Scope.GIVEN_FEATURES);
        assertThat(MODEL.certificate().scope()).isEqualTo(Scope.PER_LAYER);
        assertThat(MODEL.verify(IMAGES, WORKERS)).hasSize(2).allMatch(Verification::holds);
        assertThat(Evaluation.of(MODEL, Digits.test(), WORKERS).error()).isLessThan(0.25);
    }

    @Test
    void aLayerThatIsChangedFailsItsOwnVerificationAndThoseAbove() {
        CcnnLayer first = MODEL.layers().get(0);
        ConvexifiedCnn fewer = with(first.withFilters(8), MODEL.last());
        assertThat(fewer.verify(IMAGES, WORKERS)).allMatch(Verification::holds);
        float[][] filters = first.weights().filters().clone();
        filters[0] = filters[0].clone();
        filters[0][0] = Math.nextUp(filters[0][0]);
        CcnnLayer changed = new CcnnLayer(
                first.pipeline(), new FactoredPoint(40, filters, first.weights().responses()), 8, first.certificate());
        List<Verification> verifications = with(changed, MODEL.last()).verify(IMAGES, WORKERS);
        assertThat(verifications.get(0).failures())
                .anyMatch(line -> line.startsWith("the weights are not those that were certified"));
    }

    private static ConvexifiedCnn with(CcnnLayer first, CcnnLayer last) {
        return new ConvexifiedCnn(
                List.of(first, last),
                MODEL.loss(),
                Weighting.NONE,
                RandomShifts.NONE,
                MODEL.outputs(),
                MODEL.provenance());
    }

    /** The slow obvious twin: H(x) = (U S^(1/2))^T Z(x)^T, one number at a time. */
    @Test
    void responsesAreInnerProductsOfFiltersAndFeatures() {
        CcnnLayer layer = MODEL.layers().get(0);
        Dataset responses = layer.respond(IMAGES.head(5), WORKERS);
        assertThat(responses.shape()).isEqualTo(new ImageShape(8, 3, 3));
        assertThat(responses.label(3)).isEqualTo(IMAGES.label(3));
        int m = layer.pipeline().features();
        double[] values = layer.weights().singularValues();
        for (int i = 0; i < 5; i++) {
            float[] z = new float[9 * m];
            layer.pipeline().application().newWorker().apply(IMAGES, i, z, 0);
            float[] image = responses.image(i);
            for (int j = 0; j < 8; j++) {
                for (int p = 0; p < 9; p++) {
                    double sum = 0;
                    for (int f = 0; f < m; f++) {
                        sum += (double) layer.weights().filters()[j][f] * z[p * m + f];
                    }
                    assertThat((double) image[j * 9 + p]).isCloseTo(Math.sqrt(values[j]) * sum, within(1e-4));
                }
            }
        }
    }

    /** The slow obvious twin: the objective of a network of one layer whose A is cut down to the kept filters. */
    @Test
    void truncationCostsWhatTheKeptFiltersAloneLose() {
        CcnnLayer layer = MODEL.layers().get(0);
        assertThat(layer.weights().rank()).isGreaterThan(8);
        FactoredPoint kept = new FactoredPoint(
                layer.weights().features(),
                Arrays.copyOf(layer.weights().filters(), 8),
                Arrays.copyOf(layer.weights().responses(), 8));
        CcnnLayer cut = new CcnnLayer(layer.pipeline(), kept, 8, layer.certificate());
        float[] scores = new ConvexifiedCnn(
                        List.of(cut),
                        MODEL.loss(),
                        Weighting.NONE,
                        RandomShifts.NONE,
                        MODEL.outputs(),
                        MODEL.provenance())
                .scores(IMAGES, WORKERS);
        double loss = 0;
        for (int i = 0; i < IMAGES.size(); i++) {
            double sum = 0;
            for (int k = 0; k < 10; k++) {
                sum += Math.exp(scores[i * 10 + k] - (double) scores[i * 10 + IMAGES.label(i)]);
            }
            loss += Math.log(sum) / IMAGES.size();
        }

        assertThat(TRAINED.truncatedObjectives()).hasSize(1);
        assertThat(TRAINED.truncatedObjectives().get(0))
                .isCloseTo(loss, within(1e-5))
                .isGreaterThan(layer.certificate().objective());
    }

    @Test
    void scoresDoNotDependOnHowManyImagesAreScoredAtATime() {
        float[] all = MODEL.scores(IMAGES, WORKERS);
        float[] some = MODEL.scores(IMAGES.range(100, 120), WORKERS);
        for (int i = 0; i < some.length; i++) {
            assertThat(some[i]).isCloseTo(all[100 * 10 + i], within(1e-4f));
        }
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        try (Workers one = new Workers(1)) {
            ConvexifiedCnn other = new ConvexifiedCnnTrainer(two().build())
                    .train(IMAGES, "digits", TrainingListener.NONE, one)
                    .model();
            assertThat(other.certificate()).isEqualTo(MODEL.certificate());
            assertThat(other.layers().get(0).certificate())
                    .isEqualTo(MODEL.layers().get(0).certificate());
        }
    }

    @Test
    void isSavedAndReadBack(@TempDir Path folder) {
        Path file = folder.resolve("two.cvx");
        ModelFile.write(MODEL, file);
        ConvexifiedCnn read = (ConvexifiedCnn) ModelFile.read(file);
        assertThat(read.scores(IMAGES, WORKERS)).containsExactly(MODEL.scores(IMAGES, WORKERS));
        assertThat(read.verify(IMAGES, WORKERS)).hasSize(2).allMatch(Verification::holds);
    }

    @Test
    void gammaRadiusAndFiltersAreChosenForEveryLayer() {
        Heard heard = new Heard();
        CcnnSettings settings = CcnnSettings.builder()
                .layers(2)
                .features(24)
                .directions(12)
                .gap(1e-2)
                .memoryBytes(2L << 30)
                .build();
        ConvexifiedCnn model = new ConvexifiedCnnTrainer(settings)
                .train(IMAGES, Digits.train(400).range(300, 400), "digits", heard, WORKERS)
                .model();
        assertThat(heard.notes())
                .filteredOn(note -> note.matches("gamma \\S+ chosen"))
                .hasSize(2);
        assertThat(heard.notes())
                .anyMatch(note -> note.matches("\\d+ filters chosen"))
                .noneMatch(note -> note.matches("[1-4] filters: .*"));
        CcnnLayer first = model.layers().get(0);
        assertThat(first.filters()).isBetween(Math.min(5, first.weights().rank()), 32);
        assertThat(Evaluation.of(model, Digits.test(), WORKERS).error()).isLessThan(0.25);
        assertThat(model.provenance().settings())
                .containsKeys("1.filters", "1.gamma", "2.gamma", "2.radius")
                .doesNotContainKey("2.filters");
    }

    @Test
    void threeLayersWork() {
        CcnnSettings settings = two().layers(3)
                .patch(3, 2, 2)
                .pool(1)
                .features(24)
                .gamma(0.5, 0.1, 0.1)
                .radius(60)
                .filters(6, 4, 3)
                .gap(2e-2)
                .build();
        ConvexifiedCnn model = train(settings).model();
        assertThat(model.layers()).hasSize(3);
        assertThat(model.layers().get(1).outputShape()).isEqualTo(new ImageShape(4, 5, 5));
        assertThat(model.verify(IMAGES, WORKERS)).hasSize(3).allMatch(Verification::holds);
    }

    @Test
    void aTrainingThatIsStoppedKeepsTheLayersItHas() {
        TrainedCnn stopped = new ConvexifiedCnnTrainer(two().build())
                .train(IMAGES, "digits", progress -> progress.iteration() < 20, WORKERS);
        assertThat(stopped.status()).isEqualTo(Status.STOPPED);
        assertThat(stopped.model().layers()).hasSize(1);
        assertThat(stopped.model().verify(IMAGES, WORKERS)).allMatch(Verification::holds);
        TrainedCnn brief = train(two().maxSeconds(1e-9).build());
        assertThat(brief.status()).isEqualTo(Status.TIME_LIMIT);
        assertThat(brief.model().scores(IMAGES, WORKERS)).hasSize(3000);
    }

    @Test
    void refusesMoreFiltersThanTheRank() {
        assertThatThrownBy(() -> train(two().radius(5).filters(30).build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching(
                        "filters of layer 1: 30 asked for, but its solution at R = 5\\.0 has rank \\d+: ask for"
                                + " at most \\d+, or give a larger radius");
    }

    @Test
    void theLastLayerIsAskedForNoFilters() {
        TrainedCnn trained = train(two().filters(4, 1000).build());

        assertThat(trained.model().layers().get(0).filters()).isEqualTo(4);
        assertThat(trained.model().layers()).hasSize(2);
    }

    @Test
    void refusesALayerWhoseInputIsSmallerThanItsPatch() {
        assertThatThrownBy(() -> train(two().patch(3, 5).build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "layer 2: images of 8 x 3 x 3 with padding 0 are smaller than a 5 x 5 patch: patch must be at most"
                                + " 3");
    }

    @Test
    void refusesAnotherNumberOfValuesThanLayers() {
        assertThatThrownBy(() -> two().features(1, 2, 3).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("features: 3 values for 2 layers");
        assertThatThrownBy(() -> CcnnSettings.builder().layers(0).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("layers must be >= 1, got 0");
    }
}
