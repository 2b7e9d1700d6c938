package org.convolex.exact;

import java.util.ArrayList;
import java.util.List;
import org.convolex.network.FilterNorm;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling;
import org.convolex.network.Pooling.Reduction;

/** Solves a program by what suits its architecture, and returns a network whatever the way. */
final class NetworkSolver {
    /** Random directions that a search for a violated constraint starts from: more where a start costs little. */
    private static final int FEWEST_STARTS = 40;

    private static final int MOST_STARTS = 400;
    private static final double STARTS_TIMES_NUMBERS = 4e5;

    /** More cells than this are not enumerated: each is a group of the convex program, once for either sign. */
    static final int MOST_CELLS = 5000;

    private final Convolution convolution;
    private final ExactSettings settings;
    private final SolverSession session;

    NetworkSolver(Convolution convolution, ExactSettings settings, SolverSession session) {
        this.convolution = convolution;
        this.settings = settings;
        this.session = session;
    }

    /** A trained network, from another one or none. */
    List<Neuron> solve(NetworkProgram program, List<Neuron> start) {
        return switch (convolution.architecture()) {
            case LINEAR -> linear(program);
            case CIRCULAR -> circular(program);
            case GATED_AVERAGE, GATED_BLOCKS -> gated(program);
            default -> rectified(program, start);
        };
    }

    /** An estimate of the largest pull at the network without neurons, from which beta has an effect. */
    double largestPull(NetworkProgram program) {
        double[] dual = program.dualPoint(new double[program.samples() * program.outputs()]);
        if (program.gates().count() > 0) {
            return shrinkage(program).dual(new GatedScores(program, session.workers()).transposed(dual));
        }
        return pricing(program).search(dual, List.of()).get(0).pull();
    }

    private Pricing pricing(NetworkProgram program) {
        double starts = STARTS_TIMES_NUMBERS / convolution.numbers(program.samples());
        return new Pricing(
                program,
                (int) Math.max(FEWEST_STARTS, Math.min(MOST_STARTS, starts)),
                settings.seed(),
                session.workers());
    }

    private List<Neuron> rectified(NetworkProgram program, List<Neuron> start) {
        Pricing pricing = pricing(program);
        if (settings.patterns().kind() != Patterns.Kind.PRICED) {
            return new ConeRefinement(program, pricing, settings, session).over(filters(program, pricing));
        }
        boolean layered = program.pooling().reduction() == Reduction.LAYERED;
        boolean smooth = layered || program.norm().groups() == 1;
        List<Neuron> network = smooth ? new NetworkDescent(program, pricing, session).train(start) : start;
        return program.weightsOfNeuron() == 1
                ? new ConeRefinement(program, pricing, settings, session).train(network)
                : network;
    }

    private List<double[]> filters(NetworkProgram program, Pricing pricing) {
        if (settings.patterns().kind() == Patterns.Kind.ALL) {
            return CellEnumeration.filters(program, MOST_CELLS);
        }
        List<double[]> filters = new ArrayList<>();
        for (int i = 0; i < settings.patterns().count(); i++) {
            filters.add(pricing.direction());
        }
        return filters;
    }

    private List<Neuron> linear(NetworkProgram program) {
        int rows = program.rows().dimension();
        int columns = program.weightsOfNeuron();
        double[] matrix = new LinearNetworkSolver(program, new NuclearShrinkage(rows, columns), session).solve();
        List<Neuron> network = new ArrayList<>();
        addNeurons(network, program, matrix, 0);
        return network;
    }

    private static GateShrinkage shrinkage(NetworkProgram program) {
        return new GateShrinkage(program.gates().count(), program.rows().dimension(), program.weightsOfNeuron());
    }

    private List<Neuron> gated(NetworkProgram program) {
        GateShrinkage shrinkage = shrinkage(program);
        GatedScores map = new GatedScores(program, session.workers());
        double[] matrices = new LinearNetworkSolver(program, map, shrinkage, session).solve();
        List<Neuron> network = new ArrayList<>();
        for (int gate = 0; gate < program.gates().count(); gate++) {
            addNeurons(network, program, shrinkage.part(matrices, gate), gate);
        }
        return network;
    }

    /** A neuron for each singular value of a matrix h x (positions outputs): their weight decay is its nuclear norm. */
    private static void addNeurons(List<Neuron> network, NetworkProgram program, double[] matrix, int gate) {
        SingularValues parts = SingularValues.of(matrix, program.rows().dimension(), program.weightsOfNeuron());
        for (int j = 0; j < parts.values().length; j++) {
            if (parts.values()[j] > 1e-12 * parts.values()[0]) {
                double[] weights = parts.right()[j].clone();
                for (int i = 0; i < weights.length; i++) {
                    weights[i] *= parts.values()[j];
                }
                network.add(new Neuron(parts.left()[j].clone(), weights, gate).balanced(program.norm()));
            }
        }
    }

    /** In Fourier coordinates the program of d x d matrices is one of d numbers an output. */
    private List<Neuron> circular(NetworkProgram program) {
        FourierBasis basis = FourierBasis.of(convolution.image());
        int size = convolution.image().size();
        int samples = program.samples();
        double[] coordinates = new double[samples * size];
        session.workers().forEachChunk(samples, (chunk, from, to) -> {
            double[] pixels = new double[size];
            for (int s = from; s < to; s++) {
                System.arraycopy(
                        program.rows().values(), s * size * size, pixels, 0, size); // the image as it is comes first
                basis.coordinates(pixels, coordinates, s * size);
            }
        });
        NetworkProgram spectral = new NetworkProgram(
                new PatchRows(coordinates, samples, 1, size),
                Pooling.all(Reduction.LINEAR, 1),
                basis.norm(),
                program.targets(),
                program.loss(),
                program.beta());
        FilterNorm norm = basis.norm();
        double[] spectrum =
                new LinearNetworkSolver(spectral, new GroupShrinkage(norm, program.outputs()), session).solve();
        return CircularFilters.neurons(basis, spectrum, program.outputs());
    }
}
