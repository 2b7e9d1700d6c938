package org.convolex.exact;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.convolex.linalg.Vectors;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;

/**
 * Trains a network of as many neurons as it takes: {@link NeuronDescent} moves those there are, {@link Pricing} adds those that
 * violate the dual constraint most, until none does or nothing improves. It works for any number of outputs and positions; the
 * network it finds is a local optimum that no single neuron improves, as far as the search for one goes.
 */
final class NetworkDescent {
    private static final int ROUNDS = 30;
    private static final int ADDED_A_ROUND = 20;
    private static final int STEPS = 300;
    private static final double SETTLED = 1e-5;

    /** A round that brings less than this share of the objective is the last. */
    private static final double WORTHWHILE = 1e-4;

    /** Neurons with less than this share of the largest one's weight decay are dropped. */
    private static final double NEGLIGIBLE = 1e-4;

    /** Violations below this share of beta are left to the refinement. */
    private static final double VIOLATED = 1e-3;

    private final NetworkProgram program;
    private final Pricing pricing;
    private final SolverSession session;
    private final double zero;

    NetworkDescent(NetworkProgram program, Pricing pricing, SolverSession session) {
        this.program = program;
        this.pricing = pricing;
        this.session = session;
        this.zero = program.zeroObjective();
    }

    /** A trained network, from another one or none. */
    List<Neuron> train(List<Neuron> start) {
        List<Neuron> network = new ArrayList<>(start);
        NeuronDescent descent = new NeuronDescent(program, session.workers());
        double objective = program.objective(network, session.workers());
        List<Neuron> best = List.copyOf(network); // new neurons and steps that time cuts short may make it worse
        double least = objective;
        for (int round = 0; round < ROUNDS && !session.hurry(); round++) {
            double[] dual = program.dualPoint(program.scores(network, session.workers()));
            List<FilterAscent.Found> found =
                    pricing.search(dual, network.stream().map(Neuron::filter).toList());
            double lower = program.dualObjectiveInside(dual, found.get(0).pull());
            session.note(
                    "%d neurons: objective %.6g, largest pull %.4g of beta",
                    network.size(), objective, found.get(0).pull() / program.beta());
            if (objective - lower <= session.relativeGap() / 2 * (zero - lower) || add(network, found, dual) == 0) {
                break;
            }
            network =
                    dropNegligible(descent.descend(network, STEPS, SETTLED, value -> session.step(value, lower, zero)));
            double next = program.objective(network, session.workers());
            boolean worthwhile = objective - next > WORTHWHILE * objective;
            objective = next;
            if (objective < least) {
                least = objective;
                best = List.copyOf(network);
            }
            if (!worthwhile) {
                break;
            }
        }
        return best;
    }

    private int add(List<Neuron> network, List<FilterAscent.Found> found, double[] dual) {
        Set<Long> pulls = new HashSet<>();
        int before = network.size();
        for (FilterAscent.Found candidate : found) {
            if (candidate.pull() <= (1 + VIOLATED) * program.beta() || pulls.size() == ADDED_A_ROUND) {
                break;
            }
            if (pulls.add(Math.round(candidate.pull() / program.beta() * 1e6))) { // the same maximum from other starts
                network.add(neuron(candidate, dual));
            }
        }
        return network.size() - before;
    }

    /** A quarter of the step that would be best for a loss of curvature 1, were it the only one. */
    private Neuron neuron(FilterAscent.Found found, double[] dual) {
        double[] responses = program.responses(found.filter());
        double size = (found.pull() - program.beta()) / Vectors.dot(responses, responses) / 4;
        double[] filter = found.filter().clone();
        double[] weights = program.correlations(filter, dual);
        for (int i = 0; i < filter.length; i++) {
            filter[i] *= Math.sqrt(size);
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= Math.sqrt(size) / found.pull();
        }
        return new Neuron(filter, weights);
    }

    private List<Neuron> dropNegligible(List<Neuron> network) {
        double largest = 0;
        for (Neuron neuron : network) {
            largest = Math.max(largest, neuron.weightLength());
        }
        List<Neuron> kept = new ArrayList<>();
        for (Neuron neuron : network) {
            if (neuron.weightLength() * neuron.weightLength() > NEGLIGIBLE * largest * largest) {
                kept.add(neuron);
            }
        }
        return kept;
    }
}
