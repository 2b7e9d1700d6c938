package org.convolex.cli;

import java.util.Map;
import java.util.stream.Collectors;
import org.convolex.Provenance;

/** Where a model comes from, in words. */
final class ProvenanceReport {
    private ProvenanceReport() {}

    static void addTo(Fields fields, Provenance provenance) {
        fields.add("trained on", provenance.data() + ", the first " + provenance.samples() + " images")
                .add("SHA-256", provenance.dataHash())
                .add("seed", Long.toString(provenance.seed()))
                .add(
                        "settings",
                        provenance.settings().entrySet().stream()
                                .map(Map.Entry::toString)
                                .collect(Collectors.joining(" ")))
                .add("made by", "convolex " + provenance.version() + ", " + provenance.platform());
    }
}
