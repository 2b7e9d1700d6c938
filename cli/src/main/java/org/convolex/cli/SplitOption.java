package org.convolex.cli;

import java.util.Optional;
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
        valid,
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
            paramLabel = "train|valid|test",
            description = "which part of DATA (default: test where DATA has one, else all of it)")
    private @Nullable Split split;

    Part of(String data, DataSplit parts) {
        if (split == null) {
            return parts.test().map(test -> new Part(test, "test split")).orElseGet(() -> train(parts));
        }
        return switch (split) {
            case train -> train(parts);
            case valid -> new Part(there(data, parts.validation()), "validation split");
            case test -> new Part(there(data, parts.test()), "test split");
        };
    }

    private static Part train(DataSplit parts) {
        boolean alone = parts.validation().isEmpty() && parts.test().isEmpty();
        return new Part(parts.train(), alone ? "all images" : "train split");
    }

    private DataSource there(String data, Optional<DataSource> part) {
        return part.orElseThrow(() -> new InvalidInputException(
                data + ": --split " + split + " was given, but this data has no " + split + " split"));
    }
}
