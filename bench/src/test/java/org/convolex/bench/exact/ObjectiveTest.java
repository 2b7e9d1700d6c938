package org.convolex.bench.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.data.Dataset;
import org.convolex.exact.Architecture;
import org.convolex.exact.ExactSettings;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectiveTest {
    private static final double STEP = 1e-6;

    @ParameterizedTest
    @EnumSource(
            value = Architecture.class,
            names = {"RELU_AVERAGE", "RELU_MAX", "LINEAR", "CIRCULAR_RELU", "RELU_RELU"})
    void gradientsAreThoseOfDifferences(Architecture architecture) {
        try (Workers workers = new Workers(1)) {
            Objective objective = objective(architecture, workers);
            double[] point = objective.start(new SplittableRandom(3));
            double[] gradient = new double[point.length];
            objective.value(point, gradient);
            double[] ignored = new double[point.length];
            for (int i = 0; i < point.length; i += 7) {
                double[] ahead = point.clone();
                double[] behind = point.clone();
                ahead[i] += STEP;
                behind[i] -= STEP;
                double slope = (objective.value(ahead, ignored) - objective.value(behind, ignored)) / (2 * STEP);
                assertThat(gradient[i]).as("slope " + i).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Architecture.class,
            names = {"RELU_AVERAGE", "RELU_MAX", "LINEAR", "RELU_RELU"})
    void networksHaveTheProgramsObjective(Architecture architecture) {
        try (Workers workers = new Workers(1)) {
            Objective objective = objective(architecture, workers);
            NetworkProgram program =
                    objective instanceof TwoRectifiers pairs ? pairs.program() : ((TwoLayers) objective).program();
            double[] point = objective.start(new SplittableRandom(4));
            int length = point.length / InstancesPart.NEURONS;
            int dimension = program.filterLength();
            List<Neuron> network = new ArrayList<>();
            for (int at = 0; at < point.length; at += length) {
                network.add(new Neuron(
                        Arrays.copyOfRange(point, at, at + dimension),
                        Arrays.copyOfRange(point, at + dimension, at + length)));
            }

            assertThat(objective.value(point, new double[point.length]))
                    .isCloseTo(program.objective(network, workers), within(1e-9));
        }
    }

    @Test
    void descentEndsAtTheMinimum() {
        Objective valley = new Objective() {
            @Override
            public double[] start(SplittableRandom random) {
                return new double[] {-1.2, 1};
            }

            @Override
            public double value(double[] point, double[] gradient) {
                double across = point[1] - point[0] * point[0];
                gradient[0] = -2 * (1 - point[0]) - 400 * point[0] * across;
                gradient[1] = 200 * across;
                return (1 - point[0]) * (1 - point[0]) + 100 * across * across;
            }
        };

        assertThat(Descent.from(valley.start(new SplittableRandom(1)), valley)).isLessThan(1e-12);
    }

    private static Objective objective(Architecture architecture, Workers workers) {
        Instance instance = new Instance(architecture, 5, architecture == Architecture.CIRCULAR_RELU ? 1 : 3, 3);
        Dataset drawn = instance.draw(2);
        ExactSettings settings = instance.settings(drawn, 2, workers);
        return InstancesPart.objective(instance, drawn, settings, workers);
    }
}
