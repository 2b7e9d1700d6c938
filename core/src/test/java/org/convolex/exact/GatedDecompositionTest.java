package org.convolex.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.certify.Scope;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.Gates;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.PatchRows;
import org.convolex.network.RandomPrograms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatedDecompositionTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    /** Both parts are in the cone, their difference is the filter, and no other parts that were tried are shorter. */
    @ParameterizedTest
    @CsvSource({"5, 2", "20, 3", "60, 5"})
    void partsAreInTheConeAndShort(int rows, int dimension) {
        SplittableRandom random = new SplittableRandom(rows);
        PatchRows patches = new PatchRows(RandomPrograms.normal(random, rows * dimension), rows, 1, dimension);
        double[] gate = RandomPrograms.normal(random, dimension);
        double[] filter = RandomPrograms.normal(random, dimension);
        RectifiedCell cell = RectifiedCell.of(patches, gate);
        double[][] parts = ConeDecomposition.of(cell, gate, filter);
        assertThat(inside(cell, parts[0])).isTrue();
        assertThat(inside(cell, parts[1])).isTrue();
        double least = Vectors.length(parts[0]) + Vectors.length(parts[1]);
        for (int i = 0; i < dimension; i++) {
            assertThat(parts[0][i] - parts[1][i]).isCloseTo(filter[i], within(1e-13 * least));
        }
        for (int attack = 0; attack < 3000; attack++) {
            double step = least * Math.pow(10, random.nextDouble(-5, 0));
            double[] first = parts[0].clone();
            double[] second = parts[1].clone();
            for (int i = 0; i < dimension; i++) {
                double change = step * random.nextGaussian();
                first[i] += change;
                second[i] += change;
            }
            if (inside(cell, first) && inside(cell, second)) {
                assertThat(Vectors.length(first) + Vectors.length(second)).isGreaterThanOrEqualTo(least * (1 - 2e-6));
            }
        }
    }

    private static boolean inside(ActivationCell cell, double[] filter) {
        double[] side = new double[filter.length];
        for (int r = 0; r < cell.sides(); r++) {
            if (cell.copySide(r, side) && !(Vectors.dot(side, filter) > 0)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void filtersOfTheConeStayWhole() {
        PatchRows patches = new PatchRows(new double[] {1, 0, 0, 1}, 2, 1, 2);
        double[][] parts = ConeDecomposition.of(
                RectifiedCell.of(patches, new double[] {1, 1}), new double[] {1, 1}, new double[] {3, 4});
        assertThat(Vectors.length(parts[0]) + Vectors.length(parts[1])).isCloseTo(5, within(1e-4));
    }

    @Test
    void theRectifiedNetworkScoresAsTheGatedOneDoes() {
        Dataset images = SmallInstancesTest.draw(10, 6, 3);
        ExactNetwork gated = train(images, "gated-average");
        ExactNetwork rectified = GatedDecomposition.rectified(gated, images, WORKERS);

        assertThat(rectified.convolution().architecture()).isEqualTo(Architecture.RELU_AVERAGE);
        assertThat(rectified.certificate().scope()).isEqualTo(Scope.GLOBAL);
        assertThat(rectified.verify(images, WORKERS)).allMatch(Verification::holds);
        assertThat(rectified.certificate().objective())
                .isGreaterThan(gated.certificate().objective());
        double[] expected = scores(gated, images);
        assertThat(scores(rectified, images)).containsExactly(expected, within(1e-9));
        assertThat(rectified.neurons()).hasSize(2 * gated.neurons().size());
    }

    private static double[] scores(ExactNetwork model, Dataset images) {
        NetworkProgram program =
                ExactNetwork.program(images, model.outputs(), model.convolution(), model.loss(), 1, WORKERS);
        return program.scores(model.neurons(), WORKERS);
    }

    private static ExactNetwork train(Dataset images, String architecture) {
        ExactSettings settings = ExactSettings.defaults()
                .withArchitecture(Architecture.of(architecture))
                .withPatterns(architecture.startsWith("gated") ? Patterns.sampled(5) : Patterns.PRICED)
                .withPatches(2, 2, 0, 2)
                .withBeta(0.1)
                .withGap(1e-3)
                .withBoxes(1000);
        return new ExactTrainer(settings)
                .train(images, "normal", TrainingListener.NONE, WORKERS)
                .model();
    }

    @Test
    void otherNetworksAreRefused() {
        Dataset images = SmallInstancesTest.draw(8, 6, 3);
        ExactNetwork linear = train(images, "linear");
        assertThatThrownBy(() -> GatedDecomposition.rectified(linear, images, WORKERS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("only networks of architecture gated-average have a decomposition");
        ExactNetwork gated = train(images, "gated-average");
        assertThatThrownBy(() -> GatedDecomposition.rectified(gated, SmallInstancesTest.draw(8, 6, 4), WORKERS))
                .isInstanceOf(InvalidInputException.class);
        NetworkProgram two = RandomPrograms.of(
                org.convolex.network.Pooling.all(org.convolex.network.Pooling.Reduction.LINEAR, 2),
                4,
                2,
                2,
                new org.convolex.optim.SquaredLoss(),
                1,
                1);
        NetworkProgram gatedTwo = new NetworkProgram(
                two.rows(), two.pooling(), two.norm(), two.targets(), two.loss(), 1, Gates.random(2, 2, 1));
        assertThatThrownBy(() -> GatedDecomposition.neurons(
                        gatedTwo, List.of(new Neuron(new double[2], new double[2])), WORKERS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("one score and one position");
    }
}
