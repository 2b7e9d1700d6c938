package org.convolex.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.Pooling;
import org.convolex.network.Pooling.Reduction;
import org.convolex.network.RandomPrograms;
import org.convolex.optim.BinaryLogistic;
import org.convolex.optim.ConjugateLoss;
import org.convolex.optim.HuberLoss;
import org.convolex.optim.MultinomialLogistic;
import org.convolex.optim.SquaredHingeLoss;
import org.convolex.optim.SquaredLoss;
import org.convolex.optim.Targets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkCertifierTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    static Stream<NetworkProgram> programs() {
        return Stream.of(new SquaredLoss(), new BinaryLogistic(), new SquaredHingeLoss(), new HuberLoss(0.5))
                .flatMap(loss -> Stream.of(Reduction.SUM, Reduction.MAX, Reduction.LINEAR)
                        .map(reduction -> program(reduction, loss, 1)))
                .flatMap(program -> Stream.of(program, withOutputs(program)));
    }

    private static NetworkProgram program(Reduction reduction, ConjugateLoss loss, int outputs) {
        NetworkProgram random = RandomPrograms.of(Pooling.all(reduction, 3), 9, 3, outputs, new SquaredLoss(), 0.2, 4);
        float[] values = random.targets().values().clone();
        for (int i = 0; i < values.length && loss.needsClasses(); i++) {
            values[i] = values[i] > 0 ? 1 : 0;
        }
        return new NetworkProgram(
                random.rows(), random.pooling(), random.norm(), new Targets(outputs, values), loss, 0.2);
    }

    private static NetworkProgram withOutputs(NetworkProgram program) {
        if (!(program.loss() instanceof BinaryLogistic)) {
            return program(program.pooling().reduction(), program.loss(), 2);
        }
        int[] labels = {0, 1, 2, 1, 0, 2, 2, 1, 0};
        return new NetworkProgram(
                program.rows(),
                program.pooling(),
                program.norm(),
                Targets.ofClasses(labels, 3),
                new MultinomialLogistic(),
                0.2);
    }

    /** Networks of all sizes, moved downhill at random for a while: none is below a bound that any of them gives. */
    @ParameterizedTest
    @MethodSource("programs")
    void noNetworkIsBelowTheBoundOfAnyOther(NetworkProgram program) {
        SplittableRandom random = new SplittableRandom(3);
        double highestBound = Double.NEGATIVE_INFINITY;
        double lowestObjective = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 12; round++) {
            List<Neuron> network = new ArrayList<>();
            for (int j = 0; j < round % 5; j++) {
                network.add(new Neuron(
                        RandomPrograms.normal(random, program.rows().dimension()),
                        RandomPrograms.normal(random, program.weightsOfNeuron())));
            }
            for (int step = 0; step < 300; step++) {
                double length = 0.3 * Math.pow(0.985, step);
                List<Neuron> moved = network.stream()
                        .map(neuron -> new Neuron(
                                moved(neuron.filter(), length, random), moved(neuron.weights(), length, random)))
                        .toList();
                if (program.objective(moved, WORKERS) < program.objective(network, WORKERS)) {
                    network = moved;
                }
            }
            Certificate certificate =
                    NetworkCertifier.certify(program, network, new BoundEffort(1e-3, 2000), "hash", WORKERS);
            assertThat(certificate.objective()).isGreaterThanOrEqualTo(certificate.lowerBound());
            highestBound = Math.max(highestBound, certificate.lowerBound());
            lowestObjective = Math.min(lowestObjective, certificate.objective());
        }
        assertThat(highestBound).isPositive().isLessThanOrEqualTo(lowestObjective);
    }

    private static double[] moved(double[] values, double length, SplittableRandom random) {
        double[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += length * random.nextGaussian();
        }
        return moved;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void whatItSaysOfTheNetworkIsWhatTheDefinitionsSay(NetworkProgram program) {
        SplittableRandom random = new SplittableRandom(8);
        List<Neuron> network = List.of(
                new Neuron(
                        RandomPrograms.normal(random, program.rows().dimension()),
                        RandomPrograms.normal(random, program.weightsOfNeuron())),
                new Neuron(
                        RandomPrograms.normal(random, program.rows().dimension()),
                        RandomPrograms.normal(random, program.weightsOfNeuron())));
        Certificate certificate =
                NetworkCertifier.certify(program, network, new BoundEffort(1e-3, 10), "hash", WORKERS);
        double squares = 0;
        double sum = 0;
        double[] scores = new double[program.outputs()];
        for (int s = 0; s < program.samples(); s++) {
            for (int c = 0; c < scores.length; c++) {
                scores[c] = 0;
                for (Neuron neuron : network) {
                    double pooled = 0;
                    for (int k = 0; k < program.rows().patches(); k++) {
                        double response = program.rows().dot(s * program.rows().patches() + k, neuron.filter());
                        pooled = switch (program.pooling().reduction()) {
                            case SUM -> pooled + Math.max(0, response);
                            case MAX -> Math.max(pooled, response);
                            case LINEAR -> pooled + response;
                        };
                    }
                    scores[c] += pooled * neuron.weights()[c];
                }
            }
            sum += program.loss().value(scores, 0, program.targets(), s);
        }
        for (Neuron neuron : network) {
            for (double value : neuron.filter()) {
                squares += value * value;
            }
            for (double value : neuron.weights()) {
                squares += value * value;
            }
        }
        assertThat(certificate.objective()).isCloseTo(sum + 0.2 / 2 * squares, Assertions.within(1e-9 * (1 + sum)));
        assertThat(certificate.scope()).isEqualTo(Scope.GLOBAL);
        assertThat(certificate.regularization()).isEqualTo(new WeightDecay(0.2));
    }

    /** Nothing is to be gained where beta is above every pull, and the certificate says so. */
    @ParameterizedTest
    @MethodSource("programs")
    void noNeuronsAreOptimalForALargeBeta(NetworkProgram program) {
        NetworkProgram decayed = new NetworkProgram(
                program.rows(), program.pooling(), program.norm(), program.targets(), program.loss(), 1e3);
        Certificate empty = NetworkCertifier.certify(decayed, List.of(), new BoundEffort(1e-3, 2000), "hash", WORKERS);
        assertThat(empty.lowerBound()).isEqualTo(empty.zeroObjective());
        assertThat(empty.relativeGap()).isZero();
        assertThat(empty.certifies(1e-9)).isTrue();
        List<Neuron> silent = List.of(new Neuron(
                RandomPrograms.normal(new SplittableRandom(1), program.rows().dimension()),
                new double[program.weightsOfNeuron()]));
        Certificate worse = NetworkCertifier.certify(decayed, silent, new BoundEffort(1e-3, 2000), "hash", WORKERS);
        assertThat(worse.certifies(0.5)).isFalse();
    }

    /** At a beta below the largest pull a network without neurons is not the best one. */
    @ParameterizedTest
    @MethodSource("programs")
    void noNeuronsAreNotOptimalForASmallBeta(NetworkProgram program) {
        Certificate empty = NetworkCertifier.certify(program, List.of(), new BoundEffort(1e-3, 2000), "hash", WORKERS);
        assertThat(empty.lowerBound()).isLessThan(0.99 * empty.zeroObjective());
    }
}
