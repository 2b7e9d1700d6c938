package org.convolex.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.RandomPrograms;

/** What descent of neurons and ascent of filters promise, of any program with a rectifier. */
final class DescentChecks {
    private DescentChecks() {}

    /** The descent lowers the objective of a network of random neurons, and says what it is. */
    static void descentLowersTheObjective(
            NetworkProgram program, int neurons, SplittableRandom random, Workers workers) {
        List<Neuron> network = new ArrayList<>();
        for (int j = 0; j < neurons; j++) {
            network.add(new Neuron(
                    RandomPrograms.normal(random, program.filterLength()),
                    RandomPrograms.normal(random, program.weightsOfNeuron())));
        }
        List<Double> heard = new ArrayList<>();
        List<Neuron> moved = new NeuronDescent(program, workers).descend(network, 200, 1e-9, value -> heard.add(value));
        double reached = program.objective(moved, workers);
        assertThat(reached).isLessThan(0.8 * program.objective(network, workers));
        assertThat(heard.get(heard.size() - 1))
                .as("what the descent computes is the objective, but for balancing")
                .isGreaterThanOrEqualTo(reached - 1e-9)
                .isCloseTo(reached, within(0.05 * reached));
    }

    /** The ascent returns the pull of its filter, and no small step from there leads up. */
    static void ascentEndsAtAMaximum(NetworkProgram program, double[] dual, double[] start, SplittableRandom random) {
        FilterAscent.Found found = new FilterAscent(program, dual).from(start);
        assertThat(program.pull(found.filter(), dual)).isCloseTo(found.pull(), within(1e-12));
        assertThat(found.pull()).isPositive();
        for (int attack = 0; attack < 200; attack++) {
            double[] near = found.filter().clone();
            for (int i = 0; i < near.length; i++) {
                near[i] += 1e-3 * random.nextGaussian();
            }
            assertThat(program.pull(near, dual) / program.norm().of(near))
                    .isLessThanOrEqualTo(found.pull() * (1 + 1e-3));
        }
    }
}
