package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.CertifiedModel;
import org.convolex.Model;

/** What a training measured, under names that tests and scripts may rely on. */
final class Metrics {
    private Metrics() {}

    /** The content of the file, in the order of its names. */
    static Map<String, Object> of(TrainingRun run) {
        Model model = run.trained().model();
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("method", model.method());
        metrics.put("data", model.provenance().data());
        metrics.put("n", model.provenance().samples());
        metrics.put("seed", model.provenance().seed());
        metrics.put("threads", run.threads());
        Map<String, Object> seconds = new LinkedHashMap<>();
        run.seconds().forEach((part, value) -> seconds.put(part, milliseconds(value)));
        metrics.put("seconds", seconds);
        metrics.put("peakMemoryMiB", PeakMemory.bytes() >> 20);
        metrics.put("iterations", run.trained().iterations());
        if (model instanceof CertifiedModel certified) {
            metrics.putAll(CertificateReport.metrics(certified.certificate()));
        }
        metrics.put("status", run.trained().status().name());
        metrics.putAll(run.summary().metrics());
        metrics.putAll(run.errors().metrics());
        return metrics;
    }

    /** As much as a clock can be trusted with. */
    private static double milliseconds(double seconds) {
        return Math.round(seconds * 1e3) / 1e3;
    }
}
