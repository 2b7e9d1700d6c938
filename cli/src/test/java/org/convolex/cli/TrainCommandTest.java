package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    private Path folder;

    @BeforeEach
    void inFolder(@TempDir Path own) {
        folder = own;
    }

    @Test
    void aStoppedTrainingKeepsItsModel() {
        Path model = folder.resolve("stopped.cvx");
        StopRequest stop = new StopRequest();
        stop.request();

        CommandLineRun run = CommandLineRun.of(stop, SmallTraining.arguments(model, "--quiet"));

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err())
                .startsWith("convolex: stopped before the asked relative gap of 0.01, at ")
                .contains("(it was asked to stop); the model is written");
        assertThat(CommandLineRun.of("verify", model.toString(), "digits").code())
                .isZero();
    }

    @Test
    void aTrainingOutOfTimeKeepsItsModelAndMetrics() {
        Path model = folder.resolve("short.cvx");
        Path metrics = folder.resolve("short.json");

        CommandLineRun run = SmallTraining.run(model, "--max-seconds", "0.001", "--metrics", metrics.toString());

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("(the time of --max-seconds was used up); the model is written");
        assertThat(metrics).content().contains("\"status\" : \"TIME_LIMIT\"").doesNotContain("NaN", "Infinity");
        assertThat(CommandLineRun.of("inspect", model.toString()).code()).isZero();
    }

    @Test
    void estimatesWithoutTraining() {
        Path model = folder.resolve("none.cvx");

        CommandLineRun run = SmallTraining.run(model, "--estimate-only");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("memory", "time", "about", "assumed", "held in single precision");
        assertThat(model).doesNotExist();
    }

    @Test
    void quietSaysNothingOnStandardError() {
        assertThat(SmallTraining.run(folder.resolve("quiet.cvx"), "--quiet").err())
                .isEmpty();
    }

    @Test
    void drawsABarOnATerminalAndLeavesNoneBehind() {
        CommandLineRun run = CommandLineRun.onTerminal(SmallTraining.arguments(folder.resolve("live.cvx")));

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("\r").endsWith("\r\033[K");
    }

    @Test
    void choosesOnValidationImagesOfTheirOwn() {
        CommandLineRun run = CommandLineRun.of(
                "train",
                "digits",
                "--valid",
                "digits",
                "--features",
                "20",
                "--train-limit",
                "100",
                "--patch",
                "3",
                "--gamma",
                "0.2",
                "--gap",
                "5e-2",
                "--out",
                folder.resolve("chosen.cvx").toString());

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("(chosen on validation images)").doesNotContain("validation -");
        assertThat(run.err()).contains("R = ", "chosen");
    }

    @Test
    void replacesAModelOnlyWhenTheNewOneIsThere() throws Exception {
        Path model = Files.writeString(folder.resolve("old.cvx"), "old");

        CommandLineRun failed = SmallTraining.run(model, "--patch", "100");
        assertThat(failed.code()).isEqualTo(2);
        assertThat(model).hasContent("old");

        assertThat(SmallTraining.run(model).code()).isZero();
        assertThat(model).content(StandardCharsets.ISO_8859_1).isNotEqualTo("old");
    }
}
