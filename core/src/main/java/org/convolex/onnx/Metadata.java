package org.convolex.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.convolex.Model;
import org.convolex.Provenance;
import org.convolex.RealOutputs;
import org.convolex.certify.Certificate;
import org.convolex.data.ImageShape;

/** What a file says of its model, as texts by name. Lists are JSON. */
final class Metadata {
    private Metadata() {}

    /** @param certificates of the model's layers, in their order */
    static Map<String, String> of(Model model, List<Certificate> certificates) {
        Map<String, String> content = new LinkedHashMap<>();
        ImageShape shape = model.imageShape();
        content.put("method", model.method());
        content.put("loss", model.loss());
        content.put("image-shape", "[" + shape.channels() + "," + shape.height() + "," + shape.width() + "]");
        String names =
                model.outputs().names().stream().map(Metadata::quoted).collect(Collectors.joining(",", "[", "]"));
        content.put(model.outputs() instanceof RealOutputs ? "targets" : "classes", names);
        for (int l = 0; l < certificates.size(); l++) {
            add(
                    certificates.get(l),
                    certificates.size() == 1 ? "certificate." : "layer-" + (l + 1) + ".certificate.",
                    content);
        }
        add(model.provenance(), content);
        return content;
    }

    /** @param data what the images were called */
    static Map<String, String> of(String data, Deviation deviation) {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("probe.data", data);
        content.put("probe.images", Integer.toString(deviation.images()));
        content.put("probe.largest-deviation", Double.toString(deviation.largest()));
        content.put("probe.relative-deviation", Double.toString(deviation.relative()));
        deviation.flips().ifPresent(flips -> content.put("probe.label-flips", Integer.toString(flips)));
        content.put("probe.runtime", deviation.runtime());
        return content;
    }

    private static void add(Certificate certificate, String prefix, Map<String, String> content) {
        content.put(prefix + "words", certificate.words());
        content.put(prefix + "scope", certificate.scope().words());
        content.put(prefix + "objective", Double.toString(certificate.objective()));
        content.put(prefix + "lower-bound", Double.toString(certificate.lowerBound()));
        content.put(prefix + "relative-gap", Double.toString(certificate.relativeGap()));
        content.put(prefix + "problem-hash", certificate.problemHash());
        content.put(prefix + "point-hash", certificate.pointHash());
    }

    private static void add(Provenance provenance, Map<String, String> content) {
        content.put("provenance.version", provenance.version());
        content.put("provenance.platform", provenance.platform());
        content.put("provenance.data", provenance.data());
        content.put("provenance.data-sha256", provenance.dataHash());
        content.put("provenance.images", Integer.toString(provenance.samples()));
        content.put("provenance.seed", Long.toString(provenance.seed()));
        content.put("provenance.status", provenance.status());
        provenance.settings().forEach((name, value) -> content.put("provenance.setting." + name, value));
    }

    /** As a JSON string. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
