package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.convolex.Phase;
import org.convolex.Trained;

/**
 * A training that is over, with all there is to say about it.
 *
 * @param summary the model, and what its method says of it
 * @param askedGap the relative gap that was to be certified; NaN for a method without certificates
 * @param images it learned from and was tested on
 * @param scores of the model on these
 * @param errors on these
 * @param threads that computed
 * @param loadSeconds for reading all images
 * @param totalSeconds from the start of the command
 */
record TrainingRun(
        MethodSummary summary,
        double askedGap,
        TrainingImages images,
        Scores scores,
        TrainingErrors errors,
        int threads,
        double loadSeconds,
        double totalSeconds) {

    Trained trained() {
        return summary.trained();
    }

    /** The time of each part by its name, in their order, and of the whole. */
    Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("load", loadSeconds);
        for (Phase phase : Phase.values()) {
            seconds.put(
                    phase.name().toLowerCase(Locale.ROOT), trained().seconds().getOrDefault(phase, 0.0));
        }
        seconds.put("evaluate", errors.seconds());
        seconds.put("total", totalSeconds);
        return seconds;
    }
}
