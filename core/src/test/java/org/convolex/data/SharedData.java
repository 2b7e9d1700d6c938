package org.convolex.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the data that are too large to live in the repository. */
final class SharedData {

    private SharedData() {}

    /** A folder of the shared data, such as {@code mnist}; skips the calling test if it is not there. */
    static Path folder(String name) {
        String configured = System.getenv("CONVOLEX_DATA");
        // Tests run in their module's folder, one below the project's root.
        Path root = configured != null ? Path.of(configured) : Path.of("..", "..", "shared", "data");
        Path folder = root.resolve(name);
        assumeTrue(
                Files.isDirectory(folder),
                () -> "skipped: " + folder.toAbsolutePath().normalize()
                        + " is missing; set CONVOLEX_DATA to a folder with " + name);
        return folder;
    }
}
