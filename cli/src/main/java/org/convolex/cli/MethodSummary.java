package org.convolex.cli;

import java.util.Map;
import org.convolex.Trained;

/** A training that is over, with what only its method can say of it. */
interface MethodSummary {

    Trained trained();

    /** The network and its settings, for people. */
    void addTo(Fields fields);

    /** The network and its settings, for {@link Metrics}. */
    Map<String, Object> metrics();
}
