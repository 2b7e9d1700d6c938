package org.convolex.cli;

import org.convolex.linalg.Workers;
import picocli.CommandLine.Option;

/** How many threads compute. */
final class ThreadsOption {
    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = OptionValues.Threads.class,
            description = "threads to use (default: all cores, here ${DEFAULT-VALUE}); the result is the same for any")
    private int threads = Runtime.getRuntime().availableProcessors();

    int count() {
        return threads;
    }

    Workers workers() {
        return new Workers(threads);
    }
}
