package org.convolex.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.convolex.data.InvalidInputException;
import org.convolex.model.WholeFile;

/** A file to be written, checked before the long work, and never seen half-written. */
final class OutputFile {
    private final Path path;

    private OutputFile(Path path) {
        this.path = path;
    }

    /**
     * A file that can be written, as far as can be known beforehand.
     *
     * @param option that names it, for messages
     * @throws InvalidInputException if its folder is missing or takes no files, or if it is there and no plain file
     */
    static OutputFile checked(String option, String name) {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(option + " " + name + ": not a file name", e);
        }
        if (name.isBlank()) {
            throw new InvalidInputException(option + ": the file name is empty");
        }
        if (Files.isDirectory(path)) {
            throw new InvalidInputException(option + " " + name + ": is a folder, expected the name of a file in it");
        }
        // A rename would replace a device such as /dev/null.
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new InvalidInputException(option + " " + name + ": is not a plain file and cannot be replaced");
        }
        Path folder = folder(path);
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(option + " " + name + ": there is no folder " + folder);
        }
        try {
            Files.delete(Files.createTempFile(folder, ".convolex-", ".tmp")); // permissions alone do not tell
        } catch (IOException e) {
            throw WholeFile.failure(Path.of(option + " " + name), "cannot be written, its folder takes no files", e);
        }
        return new OutputFile(path);
    }

    Path path() {
        return path;
    }

    /** Its name and size, once it is written. */
    String describe() {
        try {
            return path + " (" + Texts.fileSize(Files.size(path)) + ")";
        } catch (IOException e) {
            return path.toString(); // gone or hidden since: no reason to fail now
        }
    }

    /** Whether both name the same file. */
    boolean sameAs(OutputFile other) {
        return sameAs(other.path);
    }

    /** Whether both name the same file. */
    boolean sameAs(Path other) {
        return path.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    /** Writes the file; it is there as a whole or not at all. */
    void write(String content) {
        write(content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the file; it is there as a whole or not at all. */
    void write(byte[] content) {
        WholeFile.replace(path, content);
    }

    private static Path folder(Path path) {
        try {
            Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Path parent = target.getParent();
            return parent == null ? target : parent;
        } catch (IOException e) {
            throw WholeFile.failure(path, "cannot be written", e);
        }
    }
}
