package org.convolex.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.convolex.data.InvalidInputException;

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
            Files.delete(temporary(folder)); // permissions alone do not tell
        } catch (IOException e) {
            throw new InvalidInputException(
                    option + " " + name + ": cannot write into folder " + folder + ": " + reason(e), e);
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
        return path.toAbsolutePath()
                .normalize()
                .equals(other.path.toAbsolutePath().normalize());
    }

    /** Writes to a temporary file beside it and renames that, so that the file is there as a whole or not at all. */
    void write(Content content) {
        try {
            Path temporary = temporary(folder(path));
            try {
                try (Writer writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
                    content.writeTo(writer);
                }
                Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private InvalidInputException failure(IOException cause) {
        return new InvalidInputException(path + ": cannot be written: " + reason(cause), cause);
    }

    /** A new file that obeys the umask, as the final one should; createTempFile's are for their owner alone. */
    private static Path temporary(Path folder) throws IOException {
        return Files.createFile(
                folder.resolve(".convolex-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".tmp"));
    }

    private static Path folder(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path.toAbsolutePath() : parent;
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    /** Writes the whole content. */
    @FunctionalInterface
    interface Content {
        void writeTo(Writer writer) throws IOException;
    }
}
