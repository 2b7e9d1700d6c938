package org.convolex.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convolex.Model;
import org.convolex.Provenance;
import org.convolex.RealOutputs;
import org.convolex.data.InvalidInputException;

/**
 * A trained model as an ONNX graph: everything from raw pixels to scores, in single precision but where that would decide
 * otherwise. Immutable and safe for use from many threads.
 *
 * <pre>
 *   input   pixels      float32  [N, channels, height, width]  as {@link Model#scores} takes them
 *   output  scores      float32  [N, outputs]                  as {@link Model#scores} gives them
 *   output  label       int64    [N]                           of classes: the number of the largest score
 *   output  prediction  float64  [N, outputs]                  of real targets: the scores in the targets' own units
 * </pre>
 */
public final class OnnxModel {
    /** The newest operator set that these graphs may be of, and the usual one; runtimes of later ones know it. */
    public static final int OPERATOR_SET = Graph.OPERATOR_SET;

    /** The oldest operator set that has all that these graphs take. */
    public static final int LEAST_OPERATOR_SET = Graph.LEAST_OPERATOR_SET;

    /** The oldest version of the format that knows these operator sets. */
    private static final int FORMAT_VERSION = 7;

    /** A method is added here. */
    private static final List<Translator<?>> TRANSLATORS =
            List.of(new CcnnTranslator(), new ExactTranslator(), new RelaxationTranslator(), new ConvotronTranslator());

    private final Graph graph;
    private final int operatorSet;
    private final Map<String, String> metadata;

    private OnnxModel(Graph graph, int operatorSet, Map<String, String> metadata) {
        this.graph = graph;
        this.operatorSet = operatorSet;
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * Of a model. Cost: a few times the numbers of the model.
     *
     * @param operatorSet that the file asks of its runtime, {@value #LEAST_OPERATOR_SET} to {@value #OPERATOR_SET}
     * @throws InvalidInputException if there is no translator for models of the method, or the operator set is out of its range
     */
    public static OnnxModel of(Model model, int operatorSet) {
        if (operatorSet < LEAST_OPERATOR_SET || operatorSet > OPERATOR_SET) {
            throw new InvalidInputException("opset must be " + LEAST_OPERATOR_SET + " to " + OPERATOR_SET + ", got "
                    + operatorSet
                    + (operatorSet > OPERATOR_SET ? ": runtimes of later ones run these, too" : ""));
        }
        return TRANSLATORS.stream()
                .filter(translator -> translator.type().isInstance(model))
                .findAny()
                .map(translator -> of(model, translator, operatorSet))
                .orElseThrow(() ->
                        new InvalidInputException("models of method '" + model.method() + "' cannot be exported yet"));
    }

    private static <M extends Model> OnnxModel of(Model model, Translator<M> translator, int operatorSet) {
        M known = translator.type().cast(model);
        Graph graph = new Graph();
        translator.addScores(known, graph, graph.pixels(model.imageShape()));
        if (model.outputs() instanceof RealOutputs real) {
            graph.prediction(real.means(), real.scales());
        } else {
            graph.label();
        }
        return new OnnxModel(graph, operatorSet, Metadata.of(model, translator.certificates(known)));
    }

    /** The same model that says how far it is from the original. */
    public OnnxModel withProbe(String data, Deviation deviation) {
        Map<String, String> more = new LinkedHashMap<>(metadata);
        more.putAll(Metadata.of(data, deviation));
        return new OnnxModel(graph, operatorSet, more);
    }

    /** What the file says of the model, by name, in the order of the file. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The nodes of the graph. */
    public int nodes() {
        return graph.nodes();
    }

    /** The most numbers that one node gives for one image. */
    long largestValue() {
        return graph.largestValue();
    }

    /** The content of the file. */
    public byte[] toBytes() {
        Message model = new Message()
                .integer(1, FORMAT_VERSION)
                .text(2, "convolex")
                .text(3, Provenance.libraryVersion())
                .message(7, graph.message())
                .message(8, new Message().integer(2, operatorSet));
        metadata.forEach(
                (name, value) -> model.message(14, new Message().text(1, name).text(2, value)));
        return model.toBytes();
    }
}
