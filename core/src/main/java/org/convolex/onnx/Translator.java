package org.convolex.onnx;

import java.util.List;
import org.convolex.CertifiedModel;
import org.convolex.Model;
import org.convolex.certify.Certificate;

/** The models of one method as graphs. Stateless. */
sealed interface Translator<M extends Model>
        permits CcnnTranslator, ExactTranslator, RelaxationTranslator, ConvotronTranslator {

    /** The models that it knows. */
    Class<M> type();

    /**
     * Adds everything from the pixels to the scores of a model.
     *
     * @param pixels raw, as {@link Model#scores} takes them
     */
    void addScores(M model, Graph graph, Value pixels);

    /** The certificates of a model: of several layers, in their order; none where the method gives none. */
    default List<Certificate> certificates(M model) {
        return model instanceof CertifiedModel certified ? List.of(certified.certificate()) : List.of();
    }
}
