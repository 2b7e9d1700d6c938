package org.convolex.model;

import java.util.Map;
import java.util.TreeMap;
import org.convolex.Provenance;
import org.convolex.data.InvalidInputException;

/**
 * Section "provenance".
 *
 * <pre>
 *   text         version of the library
 *   text         platform
 *   text         name of the training data
 *   text         their hash
 *   int32        number of training images, at least 1
 *   int64        seed
 *   text         why the solver stopped
 *   int32        number of settings
 *   text x 2     name and value of each, names ascending by their UTF-16 code units
 * </pre>
 */
final class ProvenanceSection {
    private ProvenanceSection() {}

    static void write(Provenance provenance, SectionWriter out) {
        out.text(provenance.version());
        out.text(provenance.platform());
        out.text(provenance.data());
        out.text(provenance.dataHash());
        out.int32(provenance.samples());
        out.int64(provenance.seed());
        out.text(provenance.status());
        out.int32(provenance.settings().size());
        for (Map.Entry<String, String> setting : provenance.settings().entrySet()) {
            out.text(setting.getKey());
            out.text(setting.getValue());
        }
    }

    static Provenance read(SectionReader in) {
        return new Provenance(
                in.text("version"),
                in.text("platform"),
                in.text("name of the data"),
                in.text("hash of the data"),
                in.int32("number of training images", 1),
                in.int64("seed"),
                in.text("status"),
                readSettings(in));
    }

    private static Map<String, String> readSettings(SectionReader in) {
        TreeMap<String, String> settings = new TreeMap<>();
        int count = in.int32("number of settings", 0);
        for (int i = 0; i < count; i++) {
            String name = in.text("name of setting " + i);
            if (i > 0 && name.compareTo(settings.lastKey()) <= 0) {
                throw new InvalidInputException("setting '" + name + "' is not in order");
            }
            settings.put(name, in.text("value of setting " + i));
        }
        return settings;
    }
}
