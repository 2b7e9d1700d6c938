package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.convolex.relaxation.BlockLayout;
import org.convolex.relaxation.Outcome;
import org.convolex.relaxation.SharedFilterNetwork;
import org.convolex.relaxation.TrialReport;

/** A network of one shared filter, in words and under the names of {@link Metrics}. */
final class RelaxationReport {
    private RelaxationReport() {}

    static void addTo(Fields fields, SharedFilterNetwork model) {
        BlockLayout layout = model.layout();
        int trials = model.trials().size();
        fields.add(
                        "network",
                        model.activation().label() + " of one filter of " + layout.dimension() + " numbers, "
                                + (layout.blocks() == 1 ? "1 block of " : layout.blocks() + " blocks of ")
                                + layout.height() + " x " + layout.width())
                .add(
                        "program",
                        (model.beta() > 0
                                        ? "(8), outputs may exceed targets; beta " + Texts.number(model.beta())
                                        : "(9), outputs keep below the targets")
                                + (model.set().label().equals("none")
                                        ? ""
                                        : "; filters " + model.set().label()))
                .add("direction", direction(model) + (trials == 1 ? "" : ", " + trials + " trials"))
                .add("outcome", outcomes(model));
        if (trials > 1) {
            fields.add(
                    "success",
                    Texts.percent(model.successRate())
                            + " of the trials; if each succeeds with probability 1/2, one of " + trials + " does with "
                            + Texts.number(model.amplification()));
        }
        fields.add("condition", condition(model));
    }

    private static String direction(SharedFilterNetwork model) {
        return model.provenance().settings().getOrDefault("direction", "not known");
    }

    private static String outcomes(SharedFilterNetwork model) {
        return counts(model).entrySet().stream()
                .map(count -> model.trials().size() == 1 ? count.getKey() : count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    /** (12) to (14) of the paper; with slack, its counterpart: in both, multipliers that make up the direction. */
    private static String condition(SharedFilterNetwork model) {
        List<TrialReport> trials = model.trials();
        long held = trials.stream().filter(TrialReport::conditionHolds).count();
        String name = model.beta() > 0 ? "of optimality " : "(12)-(14) ";
        return trials.size() == 1
                ? name + (held == 1 ? "holds" : "does not hold") + ": short by "
                        + Texts.number(trials.get(0).missing()) + " of the direction"
                : name + "holds of " + held + " of " + trials.size() + " filters";
    }

    private static Map<String, Integer> counts(SharedFilterNetwork model) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (model.count(outcome) > 0) {
                counts.put(outcome.words(), model.count(outcome));
            }
        }
        return counts;
    }

    /** The names that metrics and inspection share. */
    static Map<String, Object> metrics(SharedFilterNetwork model) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("activation", model.activation().label());
        metrics.put("blocks", model.layout().blocks());
        metrics.put("blockHeight", model.layout().height());
        metrics.put("blockWidth", model.layout().width());
        metrics.put("constraint", model.set().label());
        metrics.put("direction", direction(model));
        metrics.put("outcomes", counts(model));
        metrics.put("successRate", model.successRate());
        metrics.put("amplification", model.amplification());
        metrics.put(
                "trials", model.trials().stream().map(RelaxationReport::trial).toList());
        return metrics;
    }

    private static Map<String, Object> trial(TrialReport trial) {
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("outcome", trial.outcome().words());
        names.put("rmse", Json.orNull(trial.rmse()));
        names.put("missing", Json.orNull(trial.missing()));
        names.put("relativeGap", Json.orNull(trial.relativeGap()));
        return names;
    }
}
