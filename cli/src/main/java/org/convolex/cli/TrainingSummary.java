package org.convolex.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.LayerSettings;
import org.convolex.certify.Certificate;
import org.convolex.kernel.FeatureMap;
import org.convolex.kernel.KernelFamily;
import org.convolex.patch.PatchGrid;

/** What the user reads at the end of a training. */
final class TrainingSummary {
    private static final double NEGLIGIBLE_SECONDS = 0.05;

    private TrainingSummary() {}

    static Fields of(TrainingRun run) {
        ConvexifiedCnn model = run.model();
        CcnnSettings asked = run.asked();
        Certificate certificate = model.certificate();
        Fields fields = new Fields()
                .add("data", model.provenance().data() + ": " + run.images().training());
        for (int number = 1; number <= model.layers().size(); number++) {
            addLayer(
                    fields,
                    model,
                    number,
                    asked.layers().get(number - 1),
                    run.trained().truncatedObjectives());
        }
        fields.add("objective", Texts.number(certificate.objective()))
                .add("lower bound", Texts.number(certificate.lowerBound()))
                .add("gap", Texts.number(certificate.gap()))
                .add(
                        "relative gap",
                        Texts.number(certificate.relativeGap()) + " (asked: " + Texts.number(asked.gap()) + ")")
                .add("certificate", certificate.words());
        run.errors().addTo(fields);
        return fields.add("time", time(run)).add("peak memory", Texts.mebibytes(PeakMemory.bytes()));
    }

    private static void addLayer(
            Fields fields, ConvexifiedCnn model, int number, LayerSettings asked, List<Double> truncated) {
        CcnnLayer layer = model.layers().get(number - 1);
        Certificate certificate = layer.certificate();
        boolean last = number == model.layers().size();
        fields.add(layerName(model, number), network(layer))
                .add("kernel", kernel(layer, origin(Double.isNaN(asked.gamma()))))
                .add("radius R", Texts.number(layer.radius()) + origin(Double.isNaN(asked.radius())));
        if (last) {
            fields.add("filters", layer.weights().rank() + " learned (the rank of A)");
        } else {
            fields.add(
                            "filters",
                            layer.filters() + " of " + layer.weights().rank() + " learned"
                                    + origin(asked.filters() == LayerSettings.AUTO_FILTERS))
                    .add(
                            "relative gap",
                            Texts.number(certificate.relativeGap()) + ", objective "
                                    + Texts.number(certificate.objective()) + ", with the kept filters alone "
                                    + Texts.number(truncated.get(number - 1)));
        }
    }

    /** What a list calls a layer: a network of one has no need for numbers. */
    static String layerName(ConvexifiedCnn model, int number) {
        return model.layers().size() == 1 ? "network" : "layer " + number;
    }

    /** The layer's shape in one line. */
    static String network(CcnnLayer layer) {
        PatchGrid grid = layer.pipeline().extractor().grid();
        return grid.patchHeight() + " x " + grid.size()
                + (grid.image().channels() == 1 ? "" : " x " + grid.image().channels()) + " patches at stride "
                + grid.stride() + (grid.padding() == 0 ? "" : ", padding " + grid.padding()) + ", "
                + layer.pipeline().features() + " features, pooled to "
                + layer.pipeline().positions() + " positions";
    }

    /** The kernel, its gamma if it has one, and the map, in one line. */
    static String kernel(CcnnLayer layer, String originOfGamma) {
        FeatureMap map = layer.pipeline().map();
        KernelFamily family = map.kernel().family();
        String gamma =
                family.hasGamma() ? ", gamma " + Texts.number(map.kernel().gamma()) + originOfGamma : "";
        return family.label() + ", map " + map.kind().label() + gamma;
    }

    private static String origin(boolean chosen) {
        return chosen ? " (chosen on validation images)" : "";
    }

    private static String time(TrainingRun run) {
        String parts = run.seconds().entrySet().stream()
                .filter(part -> !part.getKey().equals("total") && part.getValue() >= NEGLIGIBLE_SECONDS)
                .map(part -> part.getKey() + " " + Texts.seconds(part.getValue()))
                .collect(Collectors.joining(", "));
        return Texts.seconds(run.totalSeconds()) + " (" + parts + "); "
                + run.trained().iterations() + " iterations";
    }
}
