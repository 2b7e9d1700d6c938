package org.convolex.onnx;

import java.util.Arrays;
import org.convolex.network.Activation;
import org.convolex.relaxation.BlockLayout;
import org.convolex.relaxation.SharedFilterNetwork;

/** Networks of one filter that all blocks share: the sum of its responses. */
final class RelaxationTranslator implements Translator<SharedFilterNetwork> {
    @Override
    public Class<SharedFilterNetwork> type() {
        return SharedFilterNetwork.class;
    }

    @Override
    public void addScores(SharedFilterNetwork model, Graph graph, Value pixels) {
        BlockLayout layout = model.layout();
        Value scaled = graph.combine("Mul", pixels, layout.scale());
        Value responses = graph.convolve(scaled, Window.tile(layout.height(), layout.width()), model.filter());
        double[] ones = new double[layout.blocks()];
        Arrays.fill(ones, 1);
        graph.scores(activated(model.activation(), graph, responses), 1, ones);
    }

    private static Value activated(Activation activation, Graph graph, Value responses) {
        return switch (activation.kind()) {
            case RELU -> graph.map("Relu", responses);
            case LEAKY_RELU -> graph.map("LeakyRelu", responses, Attribute.of("alpha", (float) activation.leak()));
            case ABSOLUTE -> graph.map("Abs", responses);
            case SQUARED_RELU -> {
                Value rectified = graph.map("Relu", responses);
                yield graph.combine("Mul", rectified, rectified);
            }
            case SOFTPLUS -> graph.map("Softplus", responses);
        };
    }
}
