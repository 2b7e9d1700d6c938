package org.convolex.cli;

import java.util.stream.Collectors;
import org.convolex.CertifiedModel;
import org.convolex.Model;

/** What the user reads at the end of a training. */
final class TrainingSummary {
    private static final double NEGLIGIBLE_SECONDS = 0.05;

    private TrainingSummary() {}

    static Fields of(TrainingRun run) {
        Model model = run.trained().model();
        Fields fields = new Fields()
                .add("data", model.provenance().data() + ": " + run.images().training());
        run.summary().addTo(fields);
        if (model instanceof CertifiedModel certified) {
            CertificateReport.addTo(fields, certified.certificate(), " (asked: " + Texts.number(run.askedGap()) + ")");
        }
        run.errors().addTo(fields);
        return fields.add("time", time(run)).add("peak memory", Texts.mebibytes(PeakMemory.bytes()));
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
