package org.convolex.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.LayerSettings;
import org.convolex.ccnn.TrainedCnn;
import org.convolex.cli.report.Section;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;

/**
 * What a training has to say of a convexified network.
 *
 * @param trained the network
 * @param asked the settings as the user gave them
 */
record CcnnSummary(TrainedCnn trained, CcnnSettings asked) implements MethodSummary {

    @Override
    public void addTo(Fields fields) {
        for (int number = 1; number <= trained.model().layers().size(); number++) {
            addLayer(fields, number);
        }
    }

    private void addLayer(Fields fields, int number) {
        ConvexifiedCnn model = trained.model();
        CcnnLayer layer = model.layers().get(number - 1);
        LayerSettings settings = asked.layers().get(number - 1);
        fields.add(CcnnLayerReport.name(model, number), CcnnLayerReport.network(layer))
                .add("kernel", CcnnLayerReport.kernel(layer, origin(Double.isNaN(settings.gamma()))))
                .add("radius R", Texts.number(layer.radius()) + origin(Double.isNaN(settings.radius())));
        if (number == model.layers().size()) {
            fields.add("filters", layer.weights().rank() + " learned (the rank of A)");
        } else {
            fields.add(
                            "filters",
                            layer.filters() + " of " + layer.weights().rank() + " learned"
                                    + origin(settings.filters() == LayerSettings.AUTO_FILTERS))
                    .add(
                            "relative gap",
                            Texts.number(layer.certificate().relativeGap()) + ", objective "
                                    + Texts.number(layer.certificate().objective()) + ", with the kept filters alone "
                                    + Texts.number(trained.truncatedObjectives().get(number - 1)));
        }
    }

    private static String origin(boolean chosen) {
        return chosen ? " (chosen on validation images)" : "";
    }

    @Override
    public Map<String, Object> metrics() {
        CcnnLayer last = trained.model().last();
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("rank", last.weights().rank());
        metrics.putAll(CcnnLayerReport.map(last));
        metrics.put("layers", layers());
        return metrics;
    }

    @Override
    public List<Section> sections(Dataset training, Workers workers) {
        return CcnnSections.of(trained.model(), training, workers);
    }

    private List<Map<String, Object>> layers() {
        List<Map<String, Object>> layers = new ArrayList<>();
        for (CcnnLayer layer : trained.model().layers()) {
            layers.add(CcnnLayerReport.metrics(layer));
        }
        for (int below = 0; below < trained.truncatedObjectives().size(); below++) {
            layers.get(below)
                    .put(
                            "truncatedObjective",
                            Json.orNull(trained.truncatedObjectives().get(below)));
        }
        return layers;
    }
}
