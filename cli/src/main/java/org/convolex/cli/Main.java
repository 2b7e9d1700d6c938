package org.convolex.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine;

/** Runs the command line. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // a decimal point everywhere, in the library's messages too
        StandardOutput out = new StandardOutput();
        Console console = new Console(
                new PrintStream(new BufferedOutputStream(out), false, Charset.defaultCharset()),
                new PrintStream(new FileOutputStream(errorDescriptor()), true, Charset.defaultCharset()),
                Boolean.getBoolean("convolex.terminal"),
                Integer.getInteger("convolex.columns", 80),
                new StopRequest());
        int code = run(console, args);
        console.err().flush();
        console.out().flush();
        System.exit(code == ExitCode.DONE ? out.exitCode(console) : code);
    }

    /** Runs a command and returns its exit code. */
    static int run(Console console, String... args) {
        boolean debug = "1".equals(System.getenv("CONVOLEX_DEBUG"))
                || Arrays.asList(args).contains("--debug");
        Failures failures = new Failures(console, debug);
        try {
            CommandLine line = ConvolexCommand.on(console);
            line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
            line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
            line.setUsageHelpAutoWidth(false);
            line.setUsageHelpWidth(100);
            line.setParameterExceptionHandler((e, given) -> failures.report(e));
            line.setExecutionExceptionHandler((e, command, parsed) -> failures.report(e));
            return line.execute(args);
        } catch (Throwable e) {
            return failures.report(e);
        }
    }

    /**
     * The launcher keeps a filter on the JVM's own messages at file descriptor 2, and hands the user's standard error over
     * as descriptor 0: no command reads standard input.
     */
    private static FileDescriptor errorDescriptor() {
        return Boolean.getBoolean("convolex.errorIsInput") ? FileDescriptor.in : FileDescriptor.err;
    }
}
