package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One run of the command line inside this JVM.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandLineRun(int code, String out, String err) {

    static CommandLineRun of(String... args) {
        return of(new StopRequest(), args);
    }

    static CommandLineRun of(StopRequest stop, String... args) {
        return of(stop, false, args);
    }

    /** As on a terminal of 100 columns. */
    static CommandLineRun onTerminal(String... args) {
        return of(new StopRequest(), true, args);
    }

    private static CommandLineRun of(StopRequest stop, boolean terminal, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                100,
                stop);
        int code = Main.run(console, args);
        return new CommandLineRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Bad input: exit code 2, nothing on standard output, and exactly one line, which begins with the message. */
    static void assertRefused(String message, String... args) {
        CommandLineRun run = of(args);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("convolex: " + message);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.code()).isEqualTo(2);
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
