package org.convolex.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.TrainedCnn;
import org.convolex.certify.Certificate;
import org.convolex.kernel.FeatureMap;

/** What a training measured, under names that tests and scripts may rely on. */
final class Metrics {
    private Metrics() {}

    /** The content of the file, in the order of its names. */
    static Map<String, Object> of(TrainingRun run) {
        ConvexifiedCnn model = run.model();
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
        metrics.putAll(certificate(model.certificate()));
        metrics.put("status", run.trained().status().name());
        metrics.put("rank", model.last().weights().rank());
        metrics.putAll(map(model.last()));
        metrics.put("layers", layers(run.trained()));
        metrics.putAll(run.errors().metrics());
        return metrics;
    }

    private static List<Map<String, Object>> layers(TrainedCnn trained) {
        List<Map<String, Object>> layers = new ArrayList<>();
        for (CcnnLayer layer : trained.model().layers()) {
            layers.add(layer(layer));
        }
        for (int below = 0; below < trained.truncatedObjectives().size(); below++) {
            layers.get(below)
                    .put(
                            "truncatedObjective",
                            Json.orNull(trained.truncatedObjectives().get(below)));
        }
        return layers;
    }

    /** One layer: the same names as for the whole, which speaks of the last one. */
    static Map<String, Object> layer(CcnnLayer layer) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("imageShape", layer.pipeline().imageShape().toString());
        numbers.put("patch", layer.pipeline().extractor().grid().size());
        numbers.put("features", layer.pipeline().features());
        numbers.put("positions", layer.pipeline().positions());
        numbers.putAll(map(layer));
        numbers.put("rank", layer.weights().rank());
        numbers.put("filters", layer.filters());
        numbers.putAll(certificate(layer.certificate()));
        return numbers;
    }

    /** Kernel, map and gamma, under the names that they have everywhere. */
    static Map<String, Object> map(CcnnLayer layer) {
        FeatureMap map = layer.pipeline().map();
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("kernel", map.kernel().family().label());
        names.put("map", map.kind().label());
        names.put("gamma", Json.orNull(map.kernel().gamma()));
        return names;
    }

    /** The numbers of a certificate, under the names that they have everywhere. */
    static Map<String, Object> certificate(Certificate certificate) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("objective", Json.orNull(certificate.objective()));
        numbers.put("zeroObjective", Json.orNull(certificate.zeroObjective()));
        numbers.put("lowerBound", Json.orNull(certificate.lowerBound()));
        numbers.put("gap", Json.orNull(certificate.gap()));
        numbers.put("relativeGap", Json.orNull(certificate.relativeGap()));
        numbers.put("scope", certificate.scope().name());
        numbers.putAll(RegularizationReport.metrics(certificate.regularization()));
        return numbers;
    }

    /** As much as a clock can be trusted with. */
    private static double milliseconds(double seconds) {
        return Math.round(seconds * 1e3) / 1e3;
    }
}
