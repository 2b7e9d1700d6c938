package org.convolex.cli;

import java.util.Map;
import org.convolex.Model;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.convotron.ConvotronNetwork;
import org.convolex.exact.ExactNetwork;
import org.convolex.relaxation.SharedFilterNetwork;

/** What {@code inspect} shows that only models of one method have. */
interface ModelDescription {

    /** For people. */
    void addTo(Fields fields);

    /** As JSON. */
    Map<String, Object> content();

    /** A method is added here. */
    static ModelDescription of(Model model) {
        if (model instanceof ConvexifiedCnn network) {
            return new CcnnDescription(network);
        }
        if (model instanceof ExactNetwork network) {
            return new ExactDescription(network);
        }
        if (model instanceof SharedFilterNetwork network) {
            return new RelaxationDescription(network);
        }
        if (model instanceof ConvotronNetwork network) {
            return new ConvotronDescription(network);
        }
        throw new IllegalArgumentException("there is no description of models of method '" + model.method() + "'");
    }
}
