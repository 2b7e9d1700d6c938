package org.convolex.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.convolex.Outputs;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.certify.Certificate;
import org.convolex.certify.Scope;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.PatchRows;
import org.convolex.network.RandomPrograms;
import org.convolex.optim.HuberLoss;
import org.convolex.optim.Loss;
import org.convolex.optim.SquaredLoss;
import org.convolex.optim.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Small networks of architecture relu-relu (E7) against the objective as it is written down, gradient descent on it, and each
 * other. {@code -Dconvolex.draws=50} tries more draws.
 */
class ThreeLayersTest {
    private static final Workers WORKERS = new Workers(2);
    private static final int DRAWS = Integer.getInteger("convolex.draws", 2);
    private static final int RESTARTS = 40;
    private static final int STEPS = 400;
    private static final int NEURONS = 6;
    private static final double BETA = 0.05;

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static ExactSettings settings(int length, double gap) {
        return ExactSettings.defaults()
                .withArchitecture(Architecture.RELU_RELU)
                .withPatches(length, length, 0, 1)
                .withBeta(BETA)
                .withGap(gap)
                .withBoxes(ExactSettings.AUTO_BOXES);
    }

    private static TrainedExactNetwork train(ExactSettings settings, Dataset images) {
        return new ExactTrainer(settings).train(images, "normal", TrainingListener.NONE, WORKERS);
    }

    private static NetworkProgram program(Dataset images, ExactNetwork model) {
        return ExactNetwork.program(
                images, Outputs.of(images, new double[0]), model.convolution(), model.loss(), BETA, WORKERS);
    }

    @ParameterizedTest
    @CsvSource({"4, 2, 2", "5, 2, 2", "6, 3, 2", "6, 2, 3"})
    void theNetworkIsOptimalToAThousandth(int samples, int patches, int length) {
        for (int seed = 1; seed <= DRAWS; seed++) {
            Dataset images = SmallInstancesTest.draw(samples, patches * length, seed);
            TrainedExactNetwork trained = train(settings(length, 1e-3), images);
            ExactNetwork model = trained.model();
            Certificate certificate = model.certificate();
            assertThat(trained.status()).as("draw %d: %s", seed, certificate).isEqualTo(Status.GAP_REACHED);
            assertThat(certificate.scope()).isEqualTo(Scope.GLOBAL);
            assertThat(certificate.relativeGap()).isLessThanOrEqualTo(1e-3);
            assertThat(model.verify(images, WORKERS)).allMatch(Verification::holds);

            NetworkProgram program = program(images, model);
            Written written = new Written(program, model.neurons().size());
            assertThat(written.value(written.point(model.neurons())))
                    .isCloseTo(certificate.objective(), within(1e-9 * certificate.zeroObjective()));
            SplittableRandom random = new SplittableRandom(seed);
            for (int restart = 0; restart < RESTARTS; restart++) {
                assertThat(lowest(new Written(program, NEURONS), random))
                        .as("draw %d, restart %d", seed, restart)
                        .isGreaterThanOrEqualTo(certificate.lowerBound());
            }
            perturb(model.neurons(), written, certificate.lowerBound(), random);
        }
    }

    private static double lowest(Written written, SplittableRandom random) {
        return descend(written, RandomPrograms.normal(random, written.length() * written.neurons()));
    }

    /** Gradient steps that are halved where they do not lead down. */
    private static double descend(Written written, double[] start) {
        double[] point = start;
        double[] gradient = new double[point.length];
        double value = written.value(point, gradient);
        double length = 0.1;
        for (int step = 0; step < STEPS; step++) {
            double[] next = point.clone();
            double[] nextGradient = new double[point.length];
            for (int i = 0; i < next.length; i++) {
                next[i] -= length * gradient[i];
            }
            double reached = written.value(next, nextGradient);
            if (reached < value) {
                point = next;
                gradient = nextGradient;
                value = reached;
                length *= 1.3;
            } else {
                length /= 2;
            }
        }
        return value;
    }

    /** The trained network itself, moved a little and trained on. */
    private static void perturb(List<Neuron> network, Written written, double lowerBound, SplittableRandom random) {
        for (double length : new double[] {1e-3, 1e-1}) {
            double[] point = written.point(network);
            for (int i = 0; i < point.length; i++) {
                point[i] += length * random.nextGaussian();
            }
            assertThat(descend(written, point)).isGreaterThanOrEqualTo(lowerBound);
        }
    }

    /** The objective as written: u, w and a of each neuron one after another, any length of u. */
    private record Written(NetworkProgram program, int neurons) {
        int length() {
            return program.filterLength() + 1;
        }

        double[] point(List<Neuron> network) {
            double[] point = new double[length() * network.size()];
            for (int j = 0; j < network.size(); j++) {
                double[] filter = network.get(j).filter();
                System.arraycopy(filter, 0, point, j * length(), filter.length);
                point[j * length() + filter.length] = network.get(j).weights()[0];
            }
            return point;
        }

        double value(double[] point) {
            return value(point, new double[point.length]);
        }

        /** @param gradient is overwritten */
        double value(double[] point, double[] gradient) {
            PatchRows rows = program.rows();
            int h = rows.dimension();
            int q = program.filterLength() - h;
            double[] slopes = new double[point.length];
            double value = 0;
            double[][] responses = new double[neurons][rows.patches()];
            double[] second = new double[neurons];
            double[] lengths = new double[neurons];
            for (int j = 0; j < neurons; j++) {
                for (int i = 0; i < length(); i++) {
                    double number = point[j * length() + i];
                    if (i < h) {
                        lengths[j] += number * number;
                    } else {
                        value += BETA / 2 * number * number;
                        slopes[j * length() + i] = BETA * number;
                    }
                }
                lengths[j] = Math.sqrt(lengths[j]);
            }
            double[] score = new double[1];
            double[] slope = new double[1];
            for (int s = 0; s < rows.samples(); s++) {
                score[0] = 0;
                for (int j = 0; j < neurons; j++) {
                    int at = j * length();
                    second[j] = 0;
                    for (int k = 0; k < rows.patches(); k++) {
                        double product = 0;
                        for (int i = 0; i < h; i++) {
                            product += rows.values()[(s * rows.patches() + k) * h + i] * point[at + i];
                        }
                        responses[j][k] = lengths[j] == 0 ? 0 : Math.max(0, product) / lengths[j];
                        second[j] += responses[j][k]
                                * point[at + h + program.pooling().positionOf()[k]];
                    }
                    score[0] += Math.max(0, second[j]) * point[at + h + q];
                }
                value += program.loss().gradient(score, 0, program.targets(), s, slope, 0);
                for (int j = 0; j < neurons; j++) {
                    if (second[j] > 0) {
                        pullBack(point, slopes, j, s, responses[j], slope[0], second[j], lengths[j]);
                    }
                }
            }
            for (int j = 0; j < neurons; j++) { // only the direction of u counts
                double along = 0;
                for (int i = j * length(); i < j * length() + h; i++) {
                    along += slopes[i] * point[i] / (lengths[j] * lengths[j]);
                }
                for (int i = j * length(); i < j * length() + h && lengths[j] > 0; i++) {
                    slopes[i] -= along * point[i];
                }
            }
            System.arraycopy(slopes, 0, gradient, 0, slopes.length);
            return value;
        }

        private void pullBack(
                double[] point,
                double[] slopes,
                int neuron,
                int sample,
                double[] responses,
                double slope,
                double second,
                double length) {
            int h = program.rows().dimension();
            int at = neuron * length();
            int last = at + length() - 1;
            slopes[last] += slope * second;
            for (int k = 0; k < responses.length; k++) {
                if (responses[k] > 0) {
                    int b = at + h + program.pooling().positionOf()[k];
                    slopes[b] += slope * point[last] * responses[k];
                    for (int i = 0; i < h; i++) {
                        slopes[at + i] += slope
                                * point[last]
                                * point[b]
                                / length
                                * program.rows().values()[(sample * responses.length + k) * h + i];
                    }
                }
            }
        }
    }

    /** Other seeds and longer training lead to other networks, of which none is below the bound of another. */
    @Test
    void noNetworkIsBelowTheBoundOfAnother() {
        Dataset images = SmallInstancesTest.draw(6, 6, 3);
        double highestBound = Double.NEGATIVE_INFINITY;
        double lowestObjective = Double.POSITIVE_INFINITY;
        for (double gap : new double[] {0.5, 1e-2, 1e-3}) {
            for (int seed = 1; seed <= 3; seed++) {
                Certificate certificate =
                        train(settings(2, gap).withSeed(seed), images).model().certificate();
                highestBound = Math.max(highestBound, certificate.lowerBound());
                lowestObjective = Math.min(lowestObjective, certificate.objective());
            }
        }
        assertThat(highestBound).isPositive().isLessThanOrEqualTo(lowestObjective);
        assertThat(lowestObjective - highestBound).isLessThan(2e-3 * 3);
    }

    @Test
    void theSameNetworkForAnyNumberOfThreads() {
        Dataset images = SmallInstancesTest.draw(5, 6, 4);
        ExactNetwork two = train(settings(3, 1e-2), images).model();
        try (Workers one = new Workers(1)) {
            ExactNetwork alone = new ExactTrainer(settings(3, 1e-2))
                    .train(images, "normal", TrainingListener.NONE, one)
                    .model();
            assertThat(alone.certificate()).isEqualTo(two.certificate());
        }
    }

    /** What the descent moves, in its own terms, has the objective of the network that it returns. */
    @Test
    void theDescentLowersTheObjectiveOfTheNetwork() {
        for (Loss loss : List.of(new SquaredLoss(), new HuberLoss(0.5))) {
            Dataset images = SmallInstancesTest.draw(8, 12, 5);
            ExactNetwork model =
                    train(settings(3, 0.5).withLoss(loss).withBoxes(10), images).model();
            NetworkProgram program = program(images, model);
            DescentChecks.descentLowersTheObjective(program, NEURONS, new SplittableRandom(6), WORKERS);
        }
    }

    @Test
    void ascentEndsWhereNoSmallStepLeadsUp() {
        Dataset images = SmallInstancesTest.draw(8, 12, 5);
        NetworkProgram program =
                program(images, train(settings(3, 0.5).withBoxes(10), images).model());
        SplittableRandom random = new SplittableRandom(6);
        double[] dual = RandomPrograms.normal(random, 8);
        double[] start = RandomPrograms.normal(random, program.filterLength());
        for (int i = 0; i < start.length; i++) {
            start[i] = Math.abs(start[i]); // with weights below zero nothing may pass the second rectifier
        }
        DescentChecks.ascentEndsAtAMaximum(program, dual, start, random);
    }

    @Test
    void itTakesOneScoreAndNoListOfPatterns() {
        Dataset images = SmallInstancesTest.draw(6, 6, 3);
        assertThatThrownBy(() -> train(settings(2, 1e-2).withPatterns(Patterns.ALL), images))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("patterns all need a network with one rectifier");
        double[][] targets = new double[6][];
        float[][] signals = new float[6][];
        for (int i = 0; i < 6; i++) {
            targets[i] = new double[] {i, -i * i};
            signals[i] = images.image(i);
        }
        Dataset two = Dataset.ofTargets(images.shape(), signals, targets, List.of("y", "z"));
        assertThatThrownBy(() -> train(settings(2, 1e-2), two))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("architecture relu-relu gives one score: it takes two classes or one target");
    }
}
