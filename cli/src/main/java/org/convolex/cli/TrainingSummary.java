package org.convolex.cli;

import java.util.stream.Collectors;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.certify.Certificate;
import org.convolex.patch.PatchGrid;

/** What the user reads at the end of a training. */
final class TrainingSummary {
    private static final double NEGLIGIBLE_SECONDS = 0.05;

    private TrainingSummary() {}

    static Fields of(TrainingRun run) {
        ConvexifiedCnn model = run.model();
        CcnnSettings asked = run.asked();
        Certificate certificate = model.certificate();
        return new Fields()
                .add("data", model.provenance().data() + ": " + run.images().training())
                .add("network", network(model))
                .add("gamma", Texts.number(model.pipeline().map().kernel().gamma()) + origin(asked.gamma()))
                .add("radius R", Texts.number(certificate.radius()) + origin(asked.radius()))
                .add("filters", model.weights().rank() + " learned (the rank of A)")
                .add("objective", Texts.number(certificate.objective()))
                .add("lower bound", Texts.number(certificate.lowerBound()))
                .add("gap", Texts.number(certificate.gap()))
                .add(
                        "relative gap",
                        Texts.number(certificate.relativeGap()) + " (asked: " + Texts.number(asked.gap()) + ")")
                .add("certificate", certificate.words())
                .add("error", errors(run.errors()))
                .add("time", time(run))
                .add("peak memory", Texts.mebibytes(PeakMemory.bytes()));
    }

    /** The network's shape in one line. */
    static String network(ConvexifiedCnn model) {
        PatchGrid grid = model.pipeline().extractor().grid();
        return grid.patchHeight() + " x " + grid.size() + " patches at stride " + grid.stride()
                + (grid.padding() == 0 ? "" : ", padding " + grid.padding()) + ", "
                + model.pipeline().features() + " random features, pooled to "
                + model.pipeline().positions() + " positions";
    }

    private static String origin(double asked) {
        return Double.isNaN(asked) ? " (chosen on validation images)" : "";
    }

    private static String errors(TrainingErrors errors) {
        return "train " + Texts.percent(errors.train()) + ", validation " + Texts.percent(errors.valid()) + ", test "
                + Texts.percent(errors.test());
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
