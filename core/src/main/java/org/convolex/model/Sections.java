package org.convolex.model;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.convolex.data.InvalidInputException;

/** The sections of a file by name, in their order. Not safe for use from several threads. */
final class Sections {
    private final Map<String, ByteBuffer> contents = new LinkedHashMap<>();

    /** Adds a section, which {@code body} writes. */
    void write(String name, Consumer<SectionWriter> body) {
        SectionWriter writer = new SectionWriter();
        body.accept(writer);
        add(name, ByteBuffer.wrap(writer.toByteArray()));
    }

    /** @throws InvalidInputException if there is a section of this name */
    void add(String name, ByteBuffer content) {
        if (contents.put(name, content) != null) {
            throw FileLayout.damaged("section '" + name + "' comes twice");
        }
    }

    /** Whether there is a section of this name: some are left out where they would say nothing. */
    boolean has(String name) {
        return contents.containsKey(name);
    }

    /**
     * Reads a section with {@code body}, which may throw what constructors throw.
     *
     * @throws InvalidInputException if the section is missing, or its content is refused, or has bytes left over
     */
    <T> T read(String name, Function<SectionReader, T> body) {
        ByteBuffer content = contents.get(name);
        if (content == null) {
            throw FileLayout.damaged("section '" + name + "' is missing");
        }
        try {
            SectionReader reader = new SectionReader(content.duplicate());
            T value = body.apply(reader);
            reader.expectEnd();
            return value;
        } catch (InvalidInputException | IllegalArgumentException e) {
            throw new InvalidInputException("damaged model file: section '" + name + "': " + e.getMessage(), e);
        }
    }

    Map<String, ByteBuffer> contents() {
        return Collections.unmodifiableMap(contents);
    }
}
