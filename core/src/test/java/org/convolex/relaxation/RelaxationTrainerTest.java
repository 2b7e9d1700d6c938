package org.convolex.relaxation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.optim.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelaxationTrainerTest {
    private static final double[] PLANTED = {1, -0.5, 2, 0.25};
    private static final RelaxationSettings DEFAULTS = RelaxationSettings.defaults();

    /** Signals of normal numbers whose targets a planted filter gives, plus noise. */
    static Dataset planted(int samples, int blocks, Activation activation, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] signals = new float[samples][blocks * PLANTED.length];
        double[][] targets = new double[samples][1];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < blocks; j++) {
                double response = 0;
                for (int a = 0; a < PLANTED.length; a++) {
                    float value = (float) random.nextGaussian();
                    signals[i][j * PLANTED.length + a] = value;
                    response += value * PLANTED[a];
                }
                targets[i][0] += activation.value(response);
            }
            targets[i][0] += noise * random.nextGaussian();
        }
        return Dataset.ofTargets(new ImageShape(1, 1, blocks * PLANTED.length), signals, targets, List.of("y"));
    }

    private static TrainedSharedFilter train(RelaxationSettings settings, Dataset data, int threads) {
        try (Workers workers = new Workers(threads)) {
            return new RelaxationTrainer(settings).train(data, "planted", TrainingListener.NONE, workers);
        }
    }

    private static List<Verification> verified(SharedFilterNetwork model, Dataset data) {
        try (Workers workers = new Workers(2)) {
            return model.verify(data, workers);
        }
    }

    @ParameterizedTest
    @CsvSource({"relu, 1", "relu, 3", "leaky-relu, 2", "squared-relu, 1", "softplus, 2"})
    void recoversThePlantedFilter(String name, int blocks) {
        Activation activation = Activation.of(name);
        Dataset data = planted(150, blocks, activation, 0, 7);
        TrainedSharedFilter trained = train(DEFAULTS.withBlocks(blocks).withActivation(activation), data, 2);
        SharedFilterNetwork model = trained.model();

        assertThat(model.trials().get(0).outcome()).isEqualTo(Outcome.RECOVERED);
        assertThat(trained.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(model.filter()).containsExactly(PLANTED, within(1e-5));
        assertThat(model.trials().get(0).missing()).isLessThan(1e-6);
        assertThat(verified(model, data)).allMatch(Verification::holds);
    }

    /** Of a filter and its opposite, which give the same outputs, the direction chooses; the data have none, for they cancel out. */
    @Test
    void absoluteValuesTakeRandomDirections() {
        Dataset data = planted(150, 2, Activation.ABSOLUTE, 0, 7);
        SharedFilterNetwork model = train(
                        DEFAULTS.withBlocks(2)
                                .withActivation(Activation.ABSOLUTE)
                                .withDirections(Direction.RANDOM, 8),
                        data,
                        2)
                .model();
        double sign = Math.signum(model.filter()[0]);

        assertThat(model.successRate()).isPositive();
        assertThat(Arrays.stream(model.filter()).map(value -> sign * value).toArray())
                .containsExactly(PLANTED, within(1e-6));
    }

    /** Of many random directions about half recover; the best of them is kept, and the rate stands beside 1 - (1/2)^T. */
    @ParameterizedTest
    @ValueSource(strings = {"RANDOM", "ANTITHETIC"})
    void keepsTheBestTrial(String direction) {
        Dataset data = planted(200, 2, Activation.RELU, 0, 8);
        RelaxationSettings settings = DEFAULTS.withBlocks(2)
                .withDirections(Direction.valueOf(direction), 12)
                .withSeed(3);
        TrainedSharedFilter one = train(settings, data, 1);
        SharedFilterNetwork model = one.model();

        assertThat(one.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(model.filter()).containsExactly(PLANTED, within(1e-6));
        assertThat(model.trials()).hasSize(12);
        assertThat(model.successRate()).isBetween(0.15, 0.85);
        assertThat(model.amplification()).isEqualTo(1 - 1.0 / 4096);
        for (TrialReport trial : model.trials()) {
            assertThat(trial.outcome()).isIn(Outcome.RECOVERED, Outcome.ZERO, Outcome.OTHER_VERTEX);
            // a linear program is solved exactly where the condition holds, whatever its filter
            if (trial.outcome() == Outcome.RECOVERED) {
                assertThat(trial.conditionHolds()).isTrue();
                assertThat(trial.relativeGap()).isLessThan(1e-8);
            }
        }
        SharedFilterNetwork other = train(settings, data, 3).model();
        assertThat(other.filter()).isEqualTo(model.filter());
        assertThat(other.certificate()).isEqualTo(model.certificate());
        assertThat(other.trials()).isEqualTo(model.trials());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "nonnegative", "box:-0.25,1.5", "l2:1.5", "l1:2"})
    void slackTakesNoiseAndNegativeTargets(String constraint) {
        for (int blocks = 1; blocks <= 3; blocks += 2) {
            Dataset data = planted(120, blocks, Activation.RELU, 0.3, 9);
            RelaxationSettings settings =
                    DEFAULTS.withBlocks(blocks).withBeta(0.1).withSet(FilterSet.of(constraint));
            TrainedSharedFilter trained = train(settings, data, 2);

            assertThat(trained.model().certificate().relativeGap()).isLessThan(1e-6);
            assertThat(trained.status()).isEqualTo(Status.GAP_REACHED);
            assertThat(trained.model().trials().get(0).outcome()).isEqualTo(Outcome.OTHER_VERTEX);
            assertThat(verified(trained.model(), data)).allMatch(Verification::holds);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"box:-1,3", "l2:1.5", "l1:2"})
    void constraintsAreCertifiedWithoutSlack(String constraint) {
        Dataset data = planted(120, 2, Activation.RELU, 0, 9);
        RelaxationSettings settings = DEFAULTS.withBlocks(2).withSet(FilterSet.of(constraint));
        TrainedSharedFilter trained = train(settings, data, 2);

        assertThat(trained.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(verified(trained.model(), data)).allMatch(Verification::holds);
    }

    @Test
    void responsesAreFeatures() {
        Dataset data = planted(60, 3, Activation.ABSOLUTE, 0, 4);
        SharedFilterNetwork model = train(DEFAULTS.withBlocks(3).withActivation(Activation.ABSOLUTE), data, 1)
                .model(); // the best or not
        try (Workers workers = new Workers(2)) {
            Dataset responses = model.responses(data, workers);
            float[] scores = model.scores(data, workers);

            assertThat(responses.shape()).isEqualTo(new ImageShape(1, 1, 3));
            assertThat(responses.targets()).isEqualTo(data.targets());
            for (int i = 0; i < scores.length; i++) {
                float[] row = responses.image(i);
                assertThat((double) row[0] + row[1] + row[2]).isCloseTo(scores[i], within(1e-4));
            }
        }
    }

    /** Blocks of 2 x 3 pixels of two channels, by hand. */
    @Test
    void blocksTileAnImage() {
        ImageShape shape = new ImageShape(2, 2, 6);
        float[] pixels = new float[24];
        for (int p = 0; p < pixels.length; p++) {
            pixels[p] = p;
        }
        BlockLayout layout = new BlockLayout(shape, 0.5f, 2, 3);
        try (Workers workers = new Workers(1)) {
            double[] values = layout.blocksOf(Dataset.unlabelled(shape, new float[][] {pixels}), workers)
                    .values();
            double[] expected = {0, 1, 2, 6, 7, 8, 12, 13, 14, 18, 19, 20, 3, 4, 5, 9, 10, 11, 15, 16, 17, 21, 22, 23};
            assertThat(values).isEqualTo(Arrays.stream(expected).map(v -> v / 2).toArray());
        }
        assertThat(layout.blocks()).isEqualTo(2);
        assertThat(layout.dimension()).isEqualTo(12);
    }

    private static void assertRefused(RelaxationSettings settings, Dataset data, String message) {
        assertThatThrownBy(() -> train(settings, data, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    private static Dataset withTargets(double... targets) {
        SplittableRandom random = new SplittableRandom(2);
        float[][] signals = new float[targets.length][4];
        double[][] rows = new double[targets.length][1];
        for (int i = 0; i < targets.length; i++) {
            rows[i][0] = targets[i];
            for (int t = 0; t < 4; t++) {
                signals[i][t] = (float) random.nextGaussian();
            }
        }
        return Dataset.ofTargets(new ImageShape(1, 1, 4), signals, rows, List.of("y"));
    }

    @Test
    void refusesWhatCannotBeLearned() {
        assertRefused(
                DEFAULTS,
                withTargets(1, -0.5, 2, -3),
                "2 of 4 targets are below 0, the first -0.5 of image 1, which no filter's output under activation relu"
                        + " stays below: give a beta above 0 (--beta)");
        assertRefused(
                DEFAULTS.withActivation(Activation.SOFTPLUS),
                withTargets(1, 0, 2),
                "1 of 3 targets are 0 or less, the first 0.0 of image 1");
        assertRefused(DEFAULTS, withTargets(0, 0, 0), "all 3 targets are 0: there is nothing to learn");
        assertRefused(DEFAULTS, withTargets(1, 1e40), "the largest target is 1.0E40");
        assertRefused(DEFAULTS, withTargets(1), "training needs at least 2 images, got 1");
        assertRefused(
                DEFAULTS.withBlocks(3),
                withTargets(1, 2),
                "signals of length 4 have no 3 equal blocks: 3 does not divide 4");
        assertRefused(
                DEFAULTS.withDirections(Direction.RANDOM, 4),
                withTargets(1, 2),
                "no filter from 4 trials (4 unbounded): 2 samples do not bound filters of 4 numbers");
        Dataset two = Dataset.ofTargets(
                new ImageShape(1, 1, 1), new float[][] {{1}, {2}}, new double[][] {{1, 2}, {3, 4}}, List.of("a", "b"));
        assertRefused(DEFAULTS, two, "method relaxation learns one real target, got 2: a, b");
        Dataset classes = Dataset.of(new ImageShape(1, 1, 1), new float[][] {{1}, {2}}, new int[] {0, 1}, 2);
        assertRefused(DEFAULTS, classes, "method relaxation learns one real target, but the images have class labels");
        assertThatThrownBy(() -> DEFAULTS.withDirections(Direction.DATA, 2))
                .hasMessageStartingWith("the data have one direction");
    }
}
