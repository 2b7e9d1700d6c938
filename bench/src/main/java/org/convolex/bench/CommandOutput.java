package org.convolex.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.convolex.model.WholeFile;

/** What the experiments' commands say and write. */
public final class CommandOutput {
    private CommandOutput() {}

    /** Says on the error stream how far an experiment is. */
    public static void log(String line) {
        System.err.println("convolex: " + line);
    }

    /**
     * Writes a whole file of text, or nothing.
     *
     * @throws org.convolex.data.InvalidInputException if it cannot be written
     */
    public static void write(Path path, String text) {
        WholeFile.replace(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
