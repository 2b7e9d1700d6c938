package org.convolex.cli;

import java.util.List;
import java.util.Map;
import org.convolex.cli.report.Section;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
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

    @Override
    public List<Section> sections(Dataset training, Workers workers) {
        return RelaxationSections.of(trained.model());
    }
}
