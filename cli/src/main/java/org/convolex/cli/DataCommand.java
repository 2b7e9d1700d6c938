package org.convolex.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code convolex data}: what there is to do with data. */
@Command(
        name = "data",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Look at data, make variations of MNIST.")
final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: data info or data variations");
    }
}
