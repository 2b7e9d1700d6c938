package org.convolex.bench;

import java.util.Arrays;
import java.util.Locale;
import org.convolex.bench.convotron.ConvotronCommand;
import org.convolex.bench.exact.ExactCommand;
import org.convolex.bench.relaxation.PhaseTransitionCommand;
import org.convolex.bench.relaxation.RotationCommand;
import org.convolex.bench.solvers.SolversCommand;
import org.convolex.bench.table1.Table1Command;
import org.convolex.data.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code convolex reproduce}: the papers' experiments, their number beside ours. The launcher comes here. */
@Command(
        name = "convolex reproduce",
        mixinStandardHelpOptions = true,
        subcommands = {
            Table1Command.class,
            SolversCommand.class,
            ExactCommand.class,
            PhaseTransitionCommand.class,
            RotationCommand.class,
            ConvotronCommand.class
        },
        description = "Run a paper's experiment, and set our figures beside the published ones.")
public final class Reproduce implements Runnable {
    private static final int BAD_INPUT = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "an experiment is missing: table1, solvers, exact, phase-transition, rotation or convotron");
    }

    /** Runs an experiment and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.setProperty("java.awt.headless", "true");
        System.exit(execute(arguments));
    }

    /** Bad input ends with one line and 2. */
    static int execute(String... arguments) {
        CommandLine line = new CommandLine(new Reproduce());
        line.setParameterExceptionHandler((e, given) -> {
            String message = String.valueOf(e.getMessage());
            return fail(message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1) + "; see "
                    + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        });
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof InvalidInputException) {
                return fail(String.valueOf(e.getMessage()));
            }
            throw e;
        });
        return line.execute(Arrays.copyOf(arguments, arguments.length));
    }

    private static int fail(String message) {
        System.err.println("convolex: " + message);
        return BAD_INPUT;
    }
}
