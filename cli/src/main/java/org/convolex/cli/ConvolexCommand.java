package org.convolex.cli;

import org.convolex.Provenance;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code convolex} itself: all commands, and the options that each of them has. */
@Command(
        name = "convolex",
        sortOptions = false,
        abbreviateSynopsis = true,
        versionProvider = ConvolexCommand.Version.class,
        description =
                "Convolutional networks trained by convex optimization, with certificates of how far they are from the best.",
        footer = {
            "",
            "convolex COMMAND --help explains a command. To begin: convolex train digits",
            "Exit codes: 0 done, 1 a certificate does not hold, 2 bad input, 3 stopped before the asked gap."
        })
final class ConvolexCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this text")
    private boolean help;

    @Option(
            names = "--version",
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "show version, Java and the kernels in use")
    private boolean version;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "show the stack trace of an error")
    private boolean debug;

    /** The whole command line, ready to execute. */
    static CommandLine on(Console console) {
        ConvolexCommand root = new ConvolexCommand();
        CommandLine line = new CommandLine(root);
        line.addSubcommand(TrainCommand.on(console));
        line.addSubcommand(new EvaluateCommand(console));
        line.addSubcommand(new PredictCommand(console));
        line.addSubcommand(new VerifyCommand(console));
        line.addSubcommand(new InspectCommand(console));
        line.addSubcommand(new ServeCommand(console));
        line.addSubcommand(new ExportCommand(console));
        line.addSubcommand(new DecomposeCommand(console));
        line.addSubcommand(new CommandLine(new DataCommand())
                .addSubcommand(new DataInfoCommand(console))
                .addSubcommand(new DataVariationsCommand(console)));
        line.addSubcommand(new ReproduceCommand());
        line.addSubcommand(new CompletionCommand(console));
        return line;
    }

    boolean debug() {
        return debug;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"convolex " + Provenance.libraryVersion() + " (" + Provenance.thisPlatform() + ")"};
        }
    }
}
