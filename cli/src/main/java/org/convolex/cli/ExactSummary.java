package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convolex.cli.report.Section;
import org.convolex.data.Dataset;
import org.convolex.exact.Architecture;
import org.convolex.exact.ExactNetwork;
import org.convolex.exact.ExactSettings;
import org.convolex.exact.TrainedExactNetwork;
import org.convolex.linalg.Workers;

/**
 * What a training has to say of a network with an exact convex program.
 *
 * @param trained the network
 * @param asked the settings as the user gave them
 */
record ExactSummary(TrainedExactNetwork trained, ExactSettings asked) implements MethodSummary {

    @Override
    public void addTo(Fields fields) {
        ExactNetwork model = trained.model();
        Architecture architecture = model.convolution().architecture();
        fields.add("architecture", ExactReport.network(model));
        if (architecture.rectified()) {
            fields.add("patterns", asked.patterns().toString());
        }
        RegularizationReport.figures(model.certificate().regularization())
                .forEach((name, value) -> fields.add(
                        name,
                        Texts.number(value)
                                + (Double.isNaN(asked.beta()) ? " (chosen on validation images)" : " (given)")));
        fields.add("neurons", Integer.toString(model.neurons().size()));
    }

    @Override
    public Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>(ExactReport.metrics(trained.model()));
        metrics.put("patterns", trained.model().provenance().settings().get("patterns"));
        return metrics;
    }

    @Override
    public List<Section> sections(Dataset training, Workers workers) {
        return ExactSections.of(trained.model());
    }
}
