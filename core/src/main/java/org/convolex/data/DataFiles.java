package org.convolex.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the readers ask the file system, with its failures as {@link InvalidInputException}. */
final class DataFiles {

    private DataFiles() {}

    /** The last part of a path, for messages. */
    static String name(Path file) {
        Path last = file.getFileName();
        return last == null ? file.toString() : last.toString();
    }

    static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw ByteInput.failure(name(file), e);
        }
    }

    /** The entries of a folder that are accepted, sorted by name; hidden ones are left out. */
    static List<Path> list(Path folder, Predicate<Path> accepted) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !name(entry).startsWith(".") && accepted.test(entry))
                    .sorted((a, b) -> name(a).compareTo(name(b)))
                    .toList();
        } catch (IOException e) {
            throw ByteInput.failure(folder.toString(), e);
        }
    }
}
