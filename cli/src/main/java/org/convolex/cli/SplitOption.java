package org.convolex.cli;

import org.convolex.data.DataSource;
import org.convolex.data.DataSplit;
import org.convolex.data.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of the data a model is used on. */
final class SplitOption {
    /** The parts that data may have. */
    enum Split {
        train,
        test
    }

    /**
     * A part of the data.
     *
     * @param words what to call it
     */
    record Part(DataSource source, String words) {}

    @Option(
            names = "--split",
            paramLabel = "train|test",
            description = "which part of DATA (default: test where DATA has one, else all of it)")
    private @Nullable Split split;

    Part of(String data, DataSplit parts) {
        if (parts.test().isEmpty()) {
            if (split == Split.test) {
                throw new InvalidInputException(data + ": --split test was given, but this data has no test split");
            }
            return new Part(parts.train(), "all images");
        }
        return split == Split.train
                ? new Part(parts.train(), "train split")
                : new Part(parts.test().get(), "test split");
    }
}
