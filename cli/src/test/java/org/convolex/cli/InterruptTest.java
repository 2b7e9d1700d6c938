package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Signals to a process of its own. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class InterruptTest {

    @Test
    void anInterruptedTrainingWritesWhatItHas(@TempDir Path folder) throws Exception {
        Path model = folder.resolve("interrupted.cvx");
        // A gap that rounding does not allow keeps the solver busy.
        Process process = start(
                folder.resolve("out.txt"),
                "train",
                "digits",
                "--features",
                "30",
                "--gamma",
                "0.2",
                "--radius",
                "500",
                "--gap",
                "1e-16",
                "--out",
                model.toString());

        String said = interruptWhenSolving(process);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(said).contains("stopping: finishing and writing", "it was asked to stop");
        assertThat(CommandLineRun.of("verify", model.toString(), "digits").code())
                .isZero();
    }

    private static Process start(Path output, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.convolex.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectOutput(output.toFile()).start();
    }

    /** Interrupts once the solver is at work; returns all that the process says. */
    private static String interruptWhenSolving(Process process) throws Exception {
        StringBuilder said = new StringBuilder();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                said.append(line).append('\n');
                if (line.equals("solve")) {
                    SentSignal.INT.to(process);
                }
            }
        }
        return said.toString();
    }
}
