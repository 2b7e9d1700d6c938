package org.convolex.cli;

import java.util.Map;
import org.convolex.relaxation.TrainedSharedFilter;

/**
 * What a training has to say of a network of one shared filter.
 *
 * @param trained the network
 */
record RelaxationSummary(TrainedSharedFilter trained) implements MethodSummary {

    @Override
    public void addTo(Fields fields) {
        RelaxationReport.addTo(fields, trained.model());
    }

    @Override
    public Map<String, Object> metrics() {
        return RelaxationReport.metrics(trained.model());
    }
}
