package org.convolex.cli;

import java.util.List;
import java.util.Map;
import org.convolex.Trained;
import org.convolex.cli.report.Section;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;

/** A training that is over, with what only its method can say of it. */
interface MethodSummary {

    Trained trained();

    /** The network and its settings, for people. */
    void addTo(Fields fields);

    /** The network and its settings, for {@link Metrics}. */
    Map<String, Object> metrics();

    /**
     * What only this method has to show in an {@link HtmlReport}: its filters, first of all.
     *
     * @param training the images that it learned from
     */
    List<Section> sections(Dataset training, Workers workers);
}
