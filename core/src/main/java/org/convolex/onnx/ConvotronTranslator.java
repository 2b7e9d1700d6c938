package org.convolex.onnx;

import org.convolex.ClassOutputs;
import org.convolex.convotron.ConvotronNetwork;
import org.convolex.convotron.InputView;
import org.convolex.convotron.Whitening;
import org.convolex.data.ImageShape;

/** Networks of one filter on patches that may overlap, with a weight for each patch. */
final class ConvotronTranslator implements Translator<ConvotronNetwork> {
    @Override
    public Class<ConvotronNetwork> type() {
        return ConvotronNetwork.class;
    }

    @Override
    public void addScores(ConvotronNetwork model, Graph graph, Value pixels) {
        int size = model.window().size();
        int stride = model.window().stride();
        boolean flat = model.imageShape().height() == 1;
        Window window = new Window(flat ? 1 : size, size, flat ? 1 : stride, stride, 0, 0);
        Value responses = graph.convolve(sample(model.view(), graph, pixels), window, model.filter());
        Value activated = graph.map("LeakyRelu", responses, Attribute.of("alpha", (float) model.leak()));
        double[] weights = model.weights();
        if (!(model.outputs() instanceof ClassOutputs)) {
            graph.scores(activated, 1, weights);
            return;
        }
        double[] ofClasses = new double[2 * weights.length]; // -f / 2 and f / 2
        for (int j = 0; j < weights.length; j++) {
            ofClasses[j] = -weights[j] / 2;
            ofClasses[weights.length + j] = weights[j] / 2;
        }
        graph.scores(activated, 2, ofClasses);
    }

    private static Value sample(InputView view, Graph graph, Value pixels) {
        Value sample = graph.combine("Div", graph.combine("Sub", pixels, view.mean()), view.deviation());
        Whitening whitening = view.whitening();
        if (whitening == null) {
            return sample;
        }
        ImageShape image = view.image();
        Value centred = graph.combine("Sub", sample, graph.constantLike(whitening.mean(), sample));
        Value whitened = graph.multiply(graph.reshape(centred, image.size(), 1, 1), whitening.matrix());
        return graph.reshape(whitened, image.channels(), image.height(), image.width());
    }
}
