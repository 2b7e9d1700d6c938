package org.convolex.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.convolex.data.InvalidInputException;
import org.convolex.model.WholeFile;

/** What the experiments' commands check of their options. */
public final class CommandInput {
    private static final int MOST_THREADS = 1024;

    private CommandInput() {}

    /** @throws InvalidInputException with the message, unless the condition holds */
    public static void require(boolean condition, String message) {
        if (!condition) {
            throw new InvalidInputException(message);
        }
    }

    /** @throws InvalidInputException unless so many threads can be started */
    public static void requireThreads(int threads) {
        require(
                threads >= 1 && threads <= MOST_THREADS,
                "--threads: expected an integer in 1.." + MOST_THREADS + ", got " + threads);
    }

    /** @throws InvalidInputException if something given is none of those known */
    public static void requireSomeOf(String option, List<String> known, List<String> given) {
        for (String name : given) {
            require(
                    known.contains(name),
                    option + ": expected some of " + String.join(", ", known) + ", got '" + name + "'");
        }
    }

    /**
     * The path that an option names.
     *
     * @throws InvalidInputException if it is no file name
     */
    public static Path path(String option, String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(option + " " + name + ": not a file name", e);
        }
    }

    /**
     * The folder that {@code --out} names, made where it is missing.
     *
     * @throws InvalidInputException if it cannot be made
     */
    public static Path folder(String name) {
        Path folder = path("--out", name);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw WholeFile.failure(folder, "cannot be made", e);
        }
    }
}
