package org.convolex.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments of a training that takes about a second: 200 digits, 30 features, gamma and R given. */
final class SmallTraining {
    private SmallTraining() {}

    static String[] arguments(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "digits",
                "--features",
                "30",
                "--train-limit",
                "200",
                "--patch",
                "3",
                "--gamma",
                "0.2",
                "--radius",
                "30",
                "--gap",
                "1e-2",
                "--out",
                out.toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    static CommandLineRun run(Path out, String... more) {
        return CommandLineRun.of(arguments(out, more));
    }
}
