package org.convolex.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.certify.Certificate;
import org.convolex.certify.Scope;
import org.convolex.data.Dataset;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.Gates;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.Pooling;
import org.convolex.network.Pooling.Reduction;
import org.convolex.network.RandomPrograms;
import org.convolex.optim.SquaredLoss;
import org.convolex.optim.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gated networks against the definition of their program, written out as a matrix. */
class GatedNetworksTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static NetworkProgram program(int[] positionOf, int outputs, int gates, double beta, long seed) {
        int positions = positionOf[positionOf.length - 1] + 1;
        NetworkProgram ungated = RandomPrograms.of(
                new Pooling(Reduction.LINEAR, positions, positionOf), 12, 3, outputs, new SquaredLoss(), beta, seed);
        return new NetworkProgram(
                ungated.rows(),
                ungated.pooling(),
                ungated.norm(),
                ungated.targets(),
                ungated.loss(),
                beta,
                Gates.random(gates, 3, seed));
    }

    /** The scores of the matrices of all gates, response by response. */
    private static double[] scores(NetworkProgram program, double[] matrices) {
        int outputs = program.outputs();
        int positions = program.pooling().positions();
        double[] scores = new double[program.samples() * outputs];
        for (int s = 0; s < program.samples(); s++) {
            for (int k = 0; k < program.pooling().patches(); k++) {
                int row = s * program.pooling().patches() + k;
                int position = program.pooling().positionOf()[k];
                for (int gate = 0; gate < program.gates().count(); gate++) {
                    if (program.rows().dot(row, program.gates().filters()[gate]) < 0) {
                        continue;
                    }
                    for (int i = 0; i < 3; i++) {
                        for (int c = 0; c < outputs; c++) {
                            scores[s * outputs + c] += program.rows().values()[row * 3 + i]
                                    * matrices[((gate * 3 + i) * positions + position) * outputs + c];
                        }
                    }
                }
            }
        }
        return scores;
    }

    @ParameterizedTest
    @CsvSource({"1, 4, 1", "2, 5, 3", "2, 20, 2"})
    void mapsAndNetworksScoreAsTheDefinition(int positions, int gates, int outputs) {
        NetworkProgram program =
                program(positions == 1 ? new int[] {0, 0, 0} : new int[] {0, 0, 1}, outputs, gates, 0.1, 1);
        SplittableRandom random = new SplittableRandom(2);
        GatedScores map = new GatedScores(program, WORKERS);
        assertThat(map.size()).isEqualTo(gates * 3 * positions * outputs);
        double[] matrices = RandomPrograms.normal(random, map.size());
        double[] expected = scores(program, matrices);
        assertThat(map.scores(matrices)).containsExactly(expected, within(1e-12));
        double[] dual = RandomPrograms.normal(random, expected.length);
        assertThat(Vectors.dot(map.transposed(dual), matrices)).isCloseTo(Vectors.dot(dual, expected), within(1e-10));

        int width = positions * outputs;
        List<Neuron> network = new ArrayList<>();
        for (int row = 0; row < gates * 3; row++) { // a neuron for each row of each matrix
            double[] filter = new double[3];
            filter[row % 3] = 1;
            double[] weights = java.util.Arrays.copyOfRange(matrices, row * width, (row + 1) * width);
            network.add(new Neuron(filter, weights, row / 3));
        }
        assertThat(program.scores(network, WORKERS)).containsExactly(expected, within(1e-12));
    }

    /** One output: plain proximal gradient steps on lengths of vectors, with code of its own, come to the same optimum. */
    @ParameterizedTest
    @CsvSource({"3, 0.05", "8, 0.2", "8, 0.5"})
    void aSlowSolverEndsAtTheSameOptimum(int gates, double beta) {
        Dataset images = SmallInstancesTest.draw(10, 6, gates);
        ExactSettings settings = settings(gates).withBeta(beta);
        TrainedExactNetwork trained = train(settings, images);
        Certificate certificate = trained.model().certificate();
        assertThat(trained.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(certificate.scope()).isEqualTo(Scope.GIVEN_GATES);

        NetworkProgram program = programOf(trained.model(), images, beta);
        double[] point = new double[gates * 2];
        GatedScores map = new GatedScores(program, WORKERS);
        for (int step = 0; step < 20000; step++) {
            double[] scores = map.scores(point);
            double[] descent = map.transposed(program.dualPoint(scores));
            double length = 0.02;
            for (int gate = 0; gate < gates; gate++) {
                double a = point[2 * gate] + length * descent[2 * gate];
                double b = point[2 * gate + 1] + length * descent[2 * gate + 1];
                double factor = Math.max(0, 1 - length * beta / Math.hypot(a, b));
                point[2 * gate] = factor * a;
                point[2 * gate + 1] = factor * b;
            }
        }
        double objective = program.fit(map.scores(point));
        for (int gate = 0; gate < gates; gate++) {
            objective += beta * Math.hypot(point[2 * gate], point[2 * gate + 1]);
        }
        assertThat(objective)
                .isGreaterThanOrEqualTo(certificate.lowerBound())
                .isCloseTo(certificate.objective(), within(2e-6 * certificate.zeroObjective()));
    }

    private static ExactSettings settings(int gates) {
        return ExactSettings.defaults()
                .withArchitecture(Architecture.GATED_AVERAGE)
                .withPatterns(Patterns.sampled(gates))
                .withPatches(2, 2, 0, 2)
                .withGap(1e-6);
    }

    private static TrainedExactNetwork train(ExactSettings settings, Dataset images) {
        return new ExactTrainer(settings).train(images, "normal", TrainingListener.NONE, WORKERS);
    }

    private static NetworkProgram programOf(ExactNetwork model, Dataset images, double beta) {
        return ExactNetwork.program(
                images,
                org.convolex.Outputs.of(images, new double[0]),
                model.convolution(),
                model.loss(),
                beta,
                WORKERS);
    }

    /** Several outputs and blocks, where the nuclear norm is not a length: no changed network is below the bound. */
    @ParameterizedTest
    @CsvSource({"gated-average, 1", "gated-blocks, 2", "gated-blocks, 3"})
    void noPerturbedNetworkIsBelowTheBound(String architecture, int targets) {
        Dataset drawn = SmallInstancesTest.draw(10, 8, 5);
        SplittableRandom random = new SplittableRandom(4);
        float[][] signals = new float[10][8];
        double[][] values = new double[10][targets];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            drawn.copyImage(i, signals[i], 0);
            for (int t = 0; t < targets; t++) {
                values[i][t] = random.nextGaussian();
            }
        }
        for (int t = 0; t < targets; t++) {
            names.add("y" + t);
        }
        Dataset images = Dataset.ofTargets(drawn.shape(), signals, values, names);
        ExactNetwork model = train(
                        settings(6)
                                .withArchitecture(Architecture.of(architecture))
                                .withBeta(0.3),
                        images)
                .model();
        Certificate certificate = model.certificate();
        assertThat(certificate.relativeGap()).isBetween(0.0, 1e-6);
        assertThat(model.verify(images, WORKERS)).allMatch(Verification::holds);
        NetworkProgram program = programOf(model, images, 0.3);
        assertThat(program.objective(model.neurons(), WORKERS))
                .isCloseTo(certificate.objective(), within(1e-12 * certificate.zeroObjective()));
        for (int attack = 0; attack < 300; attack++) {
            double length = Math.pow(10, random.nextDouble(-4, 0));
            List<Neuron> moved = new ArrayList<>();
            for (Neuron neuron : model.neurons()) {
                moved.add(new Neuron(
                        moved(neuron.filter(), length, random),
                        moved(neuron.weights(), length, random),
                        attack % 2 == 0 ? neuron.gate() : random.nextInt(6)));
            }
            assertThat(program.objective(moved, WORKERS)).isGreaterThanOrEqualTo(certificate.lowerBound());
        }
    }

    private static double[] moved(double[] values, double length, SplittableRandom random) {
        double[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += length * random.nextGaussian();
        }
        return moved;
    }

    /** Other gates are another program, and do not verify. */
    @Test
    void gatesAreAPartOfTheClaim() {
        Dataset images = SmallInstancesTest.draw(10, 6, 1);
        ExactNetwork model = train(settings(4).withBeta(0.1), images).model();
        assertThat(model.certificate().words())
                .contains("no gated network with the gates that this model holds", "rectifiers, are not spoken of");
        ExactNetwork other = new ExactNetwork(
                model.convolution().withGates(Gates.random(4, 2, 99)),
                model.neurons(),
                model.loss(),
                model.effort(),
                model.outputs(),
                model.certificate(),
                model.provenance());
        assertThat(other.verify(images, WORKERS)).noneMatch(Verification::holds);
    }

    @Test
    void badGatesAreNamed() {
        assertThatThrownBy(() -> new Gates(new double[][] {{1, 2}, {3}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("filters must be of one length and finite");
        assertThatThrownBy(() -> program(new int[] {0, 0}, 1, 2, 0.1, 1)
                        .scores(List.of(new Neuron(new double[3], new double[1], 2)), WORKERS))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
