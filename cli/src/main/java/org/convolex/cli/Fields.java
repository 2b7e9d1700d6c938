package org.convolex.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Names and values, printed one a line with the values aligned; long values continue under themselves. */
final class Fields {
    private static final int WIDTH = 100;

    private record Field(String name, String value) {}

    private final List<Field> fields = new ArrayList<>();

    Fields add(String name, String value) {
        fields.add(new Field(name, value));
        return this;
    }

    /** Goes through all in their order. */
    void forEach(BiConsumer<String, String> action) {
        fields.forEach(field -> action.accept(field.name(), field.value()));
    }

    void print(PrintStream out) {
        int indent = 2 + fields.stream().mapToInt(f -> f.name().length()).max().orElse(0);
        for (Field field : fields) {
            StringBuilder line = new StringBuilder(padded(field.name(), indent));
            for (String word : field.value().split(" ")) {
                if (line.length() > indent && line.length() + word.length() > WIDTH) {
                    out.println(line.toString().stripTrailing());
                    line = new StringBuilder(" ".repeat(indent));
                }
                line.append(word).append(' ');
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
