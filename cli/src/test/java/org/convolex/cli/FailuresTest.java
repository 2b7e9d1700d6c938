package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = Console.plain(System.out, new PrintStream(err, true, StandardCharsets.UTF_8));

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void reportsADefectInOneLineWithoutAStackTrace() {
        int code = new Failures(console, false).report(new IllegalStateException("two\nlines"));

        assertThat(code).isEqualTo(70);
        assertThat(said())
                .isEqualTo("convolex: internal error: IllegalStateException: two lines"
                        + " (CONVOLEX_DEBUG=1 shows where; please report it)" + System.lineSeparator());
    }

    @Test
    void showsTheStackTraceOnRequest() {
        new Failures(console, true).report(new IllegalStateException("defect"));

        assertThat(said()).contains("at org.convolex.cli.FailuresTest");
    }

    @Test
    void advisesWhenMemoryRunsOut() {
        int code = new Failures(console, false).report(new OutOfMemoryError("Java heap space"));

        assertThat(code).isEqualTo(2);
        assertThat(said()).startsWith("convolex: out of memory at a heap of ").contains("--memory", "--train-limit");
        assertThat(said().lines()).hasSize(1);
    }
}
