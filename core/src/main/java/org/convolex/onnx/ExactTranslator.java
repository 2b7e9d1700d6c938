package org.convolex.onnx;

import java.util.List;
import org.convolex.data.ImageShape;
import org.convolex.exact.Architecture;
import org.convolex.exact.Convolution;
import org.convolex.exact.ExactNetwork;
import org.convolex.exact.ScoreCoding;
import org.convolex.network.Neuron;
import org.convolex.patch.AveragePooling;
import org.convolex.patch.PatchGrid;

/** Networks of method exact: a convolution by the filters of all neurons, and what becomes of the responses. */
final class ExactTranslator implements Translator<ExactNetwork> {
    @Override
    public Class<ExactNetwork> type() {
        return ExactNetwork.class;
    }

    @Override
    public void addScores(ExactNetwork model, Graph graph, Value pixels) {
        Value scaled = graph.combine("Mul", pixels, model.convolution().scale());
        int scores = ScoreCoding.scores(model.outputs());
        List<Neuron> neurons = neurons(model, scores);
        Value results;
        double[] weights;
        if (model.convolution().architecture() == Architecture.CIRCULAR) {
            results = scaled;
            weights = circularWeights(model.convolution().image(), neurons, scores);
        } else {
            results = results(model, neurons, graph, scaled);
            weights = weights(neurons, scores);
        }
        boolean oneScoreOfTwo = scores < model.outputs().count();
        graph.scores(results, model.outputs().count(), oneScoreOfTwo ? ofBothClasses(weights) : weights);
    }

    /** A network without neurons has one that gives zeros here, as there is no convolution without filters. */
    private static List<Neuron> neurons(ExactNetwork model, int scores) {
        Convolution convolution = model.convolution();
        return model.neurons().isEmpty()
                ? List.of(
                        new Neuron(new double[convolution.filterLength()], new double[convolution.results() * scores]))
                : model.neurons();
    }

    /** What the filters give of an image: a channel for each neuron, a pixel for each of its results. */
    private static Value results(ExactNetwork model, List<Neuron> neurons, Graph graph, Value scaled) {
        Convolution convolution = model.convolution();
        Window window = window(convolution);
        Value responses = graph.convolve(scaled, window, filters(model, neurons));
        return switch (convolution.architecture()) {
            case LINEAR -> responses;
            case CIRCULAR_RELU -> graph.map("Relu", responses);
            case RELU_AVERAGE -> graph.poolAll("GlobalAveragePool", graph.map("Relu", responses));
            case RELU_MAX -> graph.poolAll("GlobalMaxPool", graph.map("Relu", responses));
            case RELU_BLOCKS -> graph.averagePool(graph.map("Relu", responses), blocks(convolution, responses));
            case RELU_RELU -> {
                Value pooled = graph.averagePool(graph.map("Relu", responses), blocks(convolution, responses));
                yield graph.map("Relu", secondLayer(neurons, convolution.dimension(), graph, pooled));
            }
            case GATED_AVERAGE ->
                graph.poolAll("GlobalAveragePool", gated(convolution, neurons, graph, scaled, responses));
            case GATED_BLOCKS ->
                graph.averagePool(
                        gated(convolution, neurons, graph, scaled, responses), blocks(convolution, responses));
            case CIRCULAR -> throw new IllegalStateException("circular networks are one matrix");
        };
    }

    private static Window window(Convolution convolution) {
        ImageShape image = convolution.image();
        return convolution.architecture().circular()
                ? Window.tile(image.height(), image.width())
                : Window.of(new PatchGrid(image, convolution.patch(), convolution.stride(), convolution.padding()));
    }

    private static AveragePooling blocks(Convolution convolution, Value responses) {
        return new AveragePooling(responses.rows(), responses.columns(), convolution.pool());
    }

    /** The filters of all neurons, one after the other, for patches of pixels. */
    private static double[] filters(ExactNetwork model, List<Neuron> neurons) {
        Convolution convolution = model.convolution();
        int dimension = convolution.dimension();
        double[] filters = new double[neurons.size() * dimension];
        for (int j = 0; j < neurons.size(); j++) {
            double[] filter = convolution.pixelFilter(neurons.get(j).filter());
            System.arraycopy(filter, 0, filters, j * dimension, dimension);
        }
        return filters;
    }

    /** The responses of patches that their neuron's gate lets through, else 0. */
    private static Value gated(
            Convolution convolution, List<Neuron> neurons, Graph graph, Value scaled, Value responses) {
        int dimension = convolution.dimension();
        int[] used = neurons.stream().mapToInt(Neuron::gate).distinct().toArray();
        double[] gates = new double[used.length * dimension];
        int[] placeOf = new int[convolution.gates().count()];
        for (int g = 0; g < used.length; g++) {
            System.arraycopy(convolution.gates().filters()[used[g]], 0, gates, g * dimension, dimension);
            placeOf[used[g]] = g;
        }
        Value open = graph.signs(graph.patches(scaled, window(convolution)), gates);
        long[] gateOf =
                neurons.stream().mapToLong(neuron -> placeOf[neuron.gate()]).toArray();
        return graph.combine("Mul", responses, graph.channels(open, gateOf));
    }

    /** The sum over the positions, weighted by the second layer of each filter: a mean of so many times the weights. */
    private static Value secondLayer(List<Neuron> neurons, int dimension, Graph graph, Value pooled) {
        int positions = pooled.rows() * pooled.columns();
        double[] weights = new double[neurons.size() * positions];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = positions * neurons.get(i / positions).filter()[dimension + i % positions];
        }
        Value weighted = graph.combine("Mul", pooled, graph.constantLike(weights, pooled));
        return graph.poolAll("GlobalAveragePool", weighted);
    }

    /** The output weights: row-major, scores x (neurons, results). */
    private static double[] weights(List<Neuron> neurons, int scores) {
        int results = neurons.get(0).weights().length / scores;
        double[] weights = new double[scores * neurons.size() * results];
        for (int j = 0; j < neurons.size(); j++) {
            for (int b = 0; b < results; b++) {
                for (int c = 0; c < scores; c++) {
                    weights[(c * neurons.size() + j) * results + b] =
                            neurons.get(j).weights()[b * scores + c];
                }
            }
        }
        return weights;
    }

    /**
     * The matrix that a network of circular filters without a rectifier is, row-major, scores x pixels. Cost d^2 a neuron and score.
     */
    private static double[] circularWeights(ImageShape image, List<Neuron> neurons, int scores) {
        int height = image.height();
        int width = image.width();
        int size = image.size();
        double[] weights = new double[scores * size];
        for (Neuron neuron : neurons) {
            for (int shift = 0; shift < size; shift++) {
                for (int i = 0; i < size; i++) {
                    int y = (i / width + shift / width) % height;
                    int x = (i % width + shift % width) % width;
                    for (int c = 0; c < scores; c++) {
                        weights[c * size + y * width + x] += neuron.filter()[i] * neuron.weights()[shift * scores + c];
                    }
                }
            }
        }
        return weights;
    }

    /** Two classes share one score f: they get -f/2 and f/2. */
    private static double[] ofBothClasses(double[] weights) {
        double[] both = new double[2 * weights.length];
        for (int i = 0; i < weights.length; i++) {
            both[i] = -weights[i] / 2;
            both[weights.length + i] = weights[i] / 2;
        }
        return both;
    }
}
