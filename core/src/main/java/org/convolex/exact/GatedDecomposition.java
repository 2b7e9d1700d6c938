package org.convolex.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.convolex.Provenance;
import org.convolex.TrainingData;
import org.convolex.certify.BoundEffort;
import org.convolex.certify.Certificate;
import org.convolex.certify.WeightDecay;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.optim.Status;

/**
 * From a gated network to one with rectifiers that has the same scores on the training images: the filter c_i of each gate becomes
 * {@code a - b} with a and b in the cone of the gate's cell, at the least {@code |a| + |b|}. Behind both, the rectifier lets through what
 * the gate did. The weight decay grows, as cells are narrow; on other images scores differ.
 */
public final class GatedDecomposition {
    private GatedDecomposition() {}

    /**
     * The neurons with rectifiers, two for each gate that has a neuron, for networks of one score and one position.
     *
     * <p>Cost: some hundred times n K h^2 flops a gate. Memory O(n K) bits a gate.
     *
     * @param gated the program of the gated network on its training images
     * @param network of its neurons
     * @return balanced neurons, with filters strictly inside of the cells
     * @throws InvalidInputException if there are several scores or positions
     */
    public static List<Neuron> neurons(NetworkProgram gated, List<Neuron> network, Workers workers) {
        if (gated.weightsOfNeuron() != 1) {
            throw new InvalidInputException(
                    "only gated networks of one score and one position have a decomposition, this"
                            + " one has " + gated.outputs() + " and "
                            + gated.pooling().positions());
        }
        int dimension = gated.rows().dimension();
        double[][] filters = new double[gated.gates().count()][dimension];
        for (Neuron neuron : network) {
            for (int i = 0; i < dimension; i++) {
                filters[neuron.gate()][i] += neuron.weights()[0] * neuron.filter()[i];
            }
        }
        double[][][] parts = new double[filters.length][][];
        workers.forEach(filters.length, gate -> {
            double[] inside = gated.gates().filters()[gate];
            if (gated.norm().of(filters[gate]) > 0) {
                parts[gate] = ConeDecomposition.of(RectifiedCell.of(gated.rows(), inside), inside, filters[gate]);
            }
        });
        List<Neuron> neurons = new ArrayList<>();
        for (double[][] ofGate : parts) {
            if (ofGate != null) {
                neurons.add(new Neuron(ofGate[0], new double[] {1}).balanced(gated.norm()));
                neurons.add(new Neuron(ofGate[1], new double[] {-1}).balanced(gated.norm()));
            }
        }
        return neurons;
    }

    /**
     * The network with rectifiers as a model, with a certificate of its own: of scope GLOBAL, over all networks of {@link
     * Architecture#RELU_AVERAGE} with the same beta.
     *
     * @param gated of {@link Architecture#GATED_AVERAGE}, with one score
     * @param images whose first ones it was trained on
     * @throws InvalidInputException if it is another network, or was trained on other images
     */
    public static ExactNetwork rectified(ExactNetwork gated, Dataset images, Workers workers) {
        Convolution convolution = gated.convolution();
        if (convolution.architecture() != Architecture.GATED_AVERAGE) {
            throw new InvalidInputException("only networks of architecture " + Architecture.GATED_AVERAGE.label()
                    + " have a decomposition, this one is "
                    + convolution.architecture().label());
        }
        Dataset training = TrainingData.selection(gated, images);
        double beta = ((WeightDecay) gated.certificate().regularization()).beta();
        NetworkProgram program =
                ExactNetwork.program(training, gated.outputs(), convolution, gated.loss(), beta, workers);
        List<Neuron> neurons = neurons(program, gated.neurons(), workers);
        Convolution rectifying = new Convolution(
                Architecture.RELU_AVERAGE,
                convolution.image(),
                convolution.scale(),
                convolution.patch(),
                convolution.stride(),
                convolution.padding(),
                0);
        NetworkProgram rectified =
                ExactNetwork.program(training, gated.outputs(), rectifying, gated.loss(), beta, workers);
        BoundEffort effort = gated.effort();
        Certificate certificate = ExactNetwork.certify(
                rectified,
                neurons,
                effort,
                ExactNetwork.problemHash(training.hash(), rectifying, gated.loss(), beta, gated.outputs()),
                workers);
        Provenance from = gated.provenance();
        Map<String, String> settings = new TreeMap<>(from.settings());
        settings.put("architecture", Architecture.RELU_AVERAGE.label());
        settings.put("decomposed", Architecture.GATED_AVERAGE.label());
        Provenance provenance = new Provenance(
                Provenance.libraryVersion(),
                Provenance.thisPlatform(),
                from.data(),
                from.dataHash(),
                from.samples(),
                from.seed(),
                Status.ITERATION_LIMIT.name(), // no solver has looked for a better one
                settings);
        return new ExactNetwork(rectifying, neurons, gated.loss(), effort, gated.outputs(), certificate, provenance);
    }
}
