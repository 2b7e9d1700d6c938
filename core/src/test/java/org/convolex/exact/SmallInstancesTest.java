package org.convolex.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.Outputs;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.certify.Certificate;
import org.convolex.certify.Scope;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.RandomPrograms;
import org.convolex.optim.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Instances so small that their optimum is known to 1e-6: the network has the objective of the convex program, which is that of
 * the dual, and no descent on the network itself gets below. {@code -Dconvolex.draws=50} tries more draws of each.
 */
class SmallInstancesTest {
    private static final Workers WORKERS = new Workers(2);
    private static final int DRAWS = Integer.getInteger("convolex.draws", 3);
    private static final int RESTARTS = 10;
    private static final double BETA = 0.05;

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    static Dataset draw(int samples, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] signals = new float[samples][width];
        double[][] targets = new double[samples][1];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < width; j++) {
                signals[i][j] = (float) random.nextGaussian();
            }
            targets[i][0] = random.nextGaussian();
        }
        return Dataset.ofTargets(new ImageShape(1, 1, width), signals, targets, List.of("y"));
    }

    /** Samples, patches and their length, as in docs/methods/exact.md. */
    @ParameterizedTest
    @CsvSource({
        "relu-average, 6, 3, 2",
        "relu-average, 5, 3, 3",
        "relu-average, 8, 4, 2",
        "relu-max, 5, 3, 2",
        "relu-max, 6, 4, 2",
        "relu-max, 4, 2, 3",
        "linear, 6, 4, 3",
        "linear, 8, 5, 2",
        "circular, 6, 1, 8",
        "circular-relu, 4, 1, 3",
        "circular-relu, 5, 1, 3",
        "circular-relu, 4, 1, 4",
    })
    void theNetworkIsOptimalToAMillionth(String architecture, int samples, int patches, int length) {
        ExactSettings settings = ExactSettings.defaults()
                .withArchitecture(Architecture.of(architecture))
                .withPatches(length, length, 0, 1)
                .withBeta(BETA)
                .withGap(1e-6);
        for (int seed = 1; seed <= DRAWS; seed++) {
            Dataset images = draw(samples, patches * length, seed);
            TrainedExactNetwork trained =
                    new ExactTrainer(settings).train(images, "normal", TrainingListener.NONE, WORKERS);
            ExactNetwork model = trained.model();
            Certificate certificate = model.certificate();
            assertThat(trained.status()).as("draw %d: %s", seed, certificate).isEqualTo(Status.GAP_REACHED);
            assertThat(certificate.scope()).isEqualTo(Scope.GLOBAL);
            assertThat(certificate.relativeGap()).isLessThanOrEqualTo(1e-6);
            assertThat(model.verify(images, WORKERS)).allMatch(Verification::holds);

            NetworkProgram program = ExactNetwork.program(
                    images, Outputs.of(images, new double[0]), model.convolution(), model.loss(), BETA, WORKERS);
            assertThat(program.objective(model.neurons(), WORKERS))
                    .isCloseTo(certificate.objective(), within(1e-12 * certificate.zeroObjective()));
            if (program.norm().groups() == 1) {
                double lowest = lowestOfDescents(program, seed);
                assertThat(lowest).as("draw %d", seed).isGreaterThanOrEqualTo(certificate.lowerBound());
            }
        }
    }

    /** Local minima of the network itself, by small steps along differences of the objective: slow and obvious. */
    private static double lowestOfDescents(NetworkProgram program, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double lowest = Double.POSITIVE_INFINITY;
        for (int restart = 0; restart < RESTARTS; restart++) {
            List<Neuron> network = new ArrayList<>();
            for (int j = 0; j < 6; j++) {
                network.add(new Neuron(
                        RandomPrograms.normal(random, program.rows().dimension()),
                        RandomPrograms.normal(random, program.weightsOfNeuron())));
            }
            double objective = program.objective(network, WORKERS);
            double length = 0.3;
            for (int step = 0; step < 400; step++) {
                List<Neuron> moved = new ArrayList<>();
                for (Neuron neuron : network) {
                    moved.add(new Neuron(
                            moved(neuron.filter(), length, random), moved(neuron.weights(), length, random)));
                }
                double reached = program.objective(moved, WORKERS);
                if (reached < objective) {
                    objective = reached;
                    network = moved;
                } else {
                    length *= 0.99;
                }
            }
            lowest = Math.min(lowest, objective);
        }
        return lowest;
    }

    private static double[] moved(double[] values, double length, SplittableRandom random) {
        double[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += length * random.nextGaussian();
        }
        return moved;
    }

    /** With all patterns enumerated, the convex program is the whole one, and its optimum that of pricing. */
    @ParameterizedTest
    @CsvSource({"relu-average, 6, 3, 2", "relu-average, 5, 2, 3", "relu-max, 5, 3, 2", "circular-relu, 4, 1, 3"})
    void pricingFindsTheOptimumOverAllPatterns(String architecture, int samples, int patches, int length) {
        ExactSettings priced = ExactSettings.defaults()
                .withArchitecture(Architecture.of(architecture))
                .withPatches(length, length, 0, 1)
                .withBeta(BETA)
                .withGap(1e-6);
        Dataset images = draw(samples, patches * length, 7);
        Certificate pricing = new ExactTrainer(priced)
                .train(images, "normal", TrainingListener.NONE, WORKERS)
                .model()
                .certificate();
        Certificate all = new ExactTrainer(priced.withPatterns(Patterns.ALL))
                .train(images, "normal", TrainingListener.NONE, WORKERS)
                .model()
                .certificate();
        assertThat(all.objective()).isCloseTo(pricing.objective(), within(3e-6 * pricing.zeroObjective()));
        assertThat(all.certifies(1e-5)).isTrue();
    }
}
