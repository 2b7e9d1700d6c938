package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.convolex.cli.report.Section;
import org.convolex.convotron.ConvotronSettings.StepSizes;
import org.convolex.convotron.NetworkSettings;
import org.convolex.convotron.TrainedConvotron.Stages;
import org.convolex.convotron.TrainedConvotronNetwork;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;

/**
 * What a training has to say of a network learned by Double Convotron.
 *
 * @param trained the network
 * @param asked the settings as the user gave them
 */
record ConvotronSummary(TrainedConvotronNetwork trained, NetworkSettings asked) implements MethodSummary {
    @Override
    public void addTo(Fields fields) {
        Stages stages = trained.course().stages();
        StepSizes steps = trained.course().steps();
        fields.add(
                        "samples",
                        String.format(
                                Locale.ROOT,
                                "stage 1 %,d%s, stage 2 %,d, refinement %,d; %s",
                                stages.first(),
                                restless() ? " (output weights not at rest)" : "",
                                stages.second(),
                                stages.refinement(),
                                passes()))
                .add("step sizes", Texts.number(steps.first()) + ", " + Texts.number(steps.second()));
        ConvotronReport.addTo(fields, trained.model());
    }

    /** Whether stage 1 was to go on until its output weights settle, and they have not. */
    private boolean restless() {
        return !asked.averaged()
                && asked.firstSamples() == 0
                && !trained.course().settled();
    }

    private String passes() {
        return trained.passes() <= 1
                ? String.format(Locale.ROOT, "none of the %,d images came twice", trained.learned())
                : String.format(
                        Locale.ROOT,
                        "%.3g passes over %,d images: samples that come again are no fresh ones, which the theorem presumes",
                        trained.passes(),
                        trained.learned());
    }

    @Override
    public Map<String, Object> metrics() {
        Stages stages = trained.course().stages();
        StepSizes steps = trained.course().steps();
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("steps1", stages.first());
        metrics.put("steps2", stages.second());
        metrics.put("stepsRefinement", stages.refinement());
        metrics.put("passes", trained.passes());
        metrics.put("settled", !restless());
        metrics.put("stepSize1", steps.first());
        metrics.put("stepSize2", Json.orNull(steps.second()));
        metrics.putAll(ConvotronReport.metrics(trained.model()));
        return metrics;
    }

    @Override
    public List<Section> sections(Dataset training, Workers workers) {
        return ConvotronSections.of(trained.model());
    }
}
