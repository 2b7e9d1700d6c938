package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convolex.model.ModelFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A linear network of method exact from training to inspection, through the command line alone. */
class ExactLifeTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static Path folder;
    private static Path model;
    private static Path metrics;
    private static CommandLineRun training;

    @BeforeAll
    static void train(@TempDir Path shared) {
        folder = shared;
        model = folder.resolve("linear.cvx");
        metrics = folder.resolve("linear.json");
        training = run(model, "--metrics", metrics.toString());
    }

    private static CommandLineRun run(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "digits",
                "--method",
                "exact",
                "--architecture",
                "linear",
                "--train-limit",
                "60",
                "--gap",
                "1e-2",
                "--beta",
                "5",
                "--out",
                out.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void trainingSummarizesAndWritesBothFiles() {
        assertThat(training.code()).isZero();
        assertThat(training.out())
                .contains("digits: 60 images of 1 x 8 x 8, 10 classes")
                .contains("linear: 3 x 3 patches at stride 1, 36 an image")
                .containsPattern("weight decay beta +5 \\(given\\)")
                .containsPattern("neurons +[1-9]")
                .contains("At least 99", "no network of this architecture, of any width")
                .contains("(asked: 0.01)", "train ", "validation -", "test ", "peak memory")
                .doesNotContain("patterns")
                .contains(model.toString(), metrics.toString());
        assertThat(training.errLines()).contains("preprocess", "solve", "certify");
    }

    @Test
    void metricsHaveAllTheirNames() {
        JsonNode root = JSON.readTree(metrics);

        assertThat(root.propertyNames())
                .containsExactlyElementsOf(MetricNames.with(
                        "beta", "status", "architecture", "neurons", "patches", "positions", "boxes", "patterns"));
        assertThat(root.get("method").stringValue()).isEqualTo("exact");
        assertThat(root.get("architecture").stringValue()).isEqualTo("linear");
        assertThat(root.get("scope").stringValue()).isEqualTo("GLOBAL");
        assertThat(root.get("status").stringValue()).isEqualTo("GAP_REACHED");
        assertThat(root.get("relativeGap").doubleValue()).isBetween(0.0, 1e-2);
        assertThat(root.get("beta").doubleValue()).isEqualTo(5);
        assertThat(root.get("neurons").intValue()).isBetween(1, 9);
        assertThat(root.get("patches").intValue()).isEqualTo(36);
        assertThat(root.get("positions").intValue()).isEqualTo(36);
        assertThat(root.get("patterns").isNull()).isTrue();
        assertThat(root.get("validError").isNull()).isTrue();
        assertThat(root.get("testError").doubleValue()).isBetween(0.0, 0.5);
    }

    @Test
    void evaluationAgreesWithTheMetrics() {
        CommandLineRun run = CommandLineRun.of("evaluate", model.toString(), "digits", "--json");

        assertThat(run.code()).isZero();
        assertThat(JSON.readTree(run.out()).get("error").doubleValue())
                .isEqualTo(JSON.readTree(metrics).get("testError").doubleValue());
    }

    @Test
    void predictsAsCsv() {
        CommandLineRun run = CommandLineRun.of("predict", model.toString(), "digits");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSize(598);
        assertThat(run.out()).startsWith("image,class,score 0,score 1");
    }

    @Test
    void verifies() {
        CommandLineRun run = CommandLineRun.of("verify", model.toString(), "digits", "--threads", "1");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("the 60 images it was trained on", "weight decay beta", "The certificate holds.");
    }

    @Test
    void aChangedWeightDoesNotVerify() throws Exception {
        Path changed = folder.resolve("changed.cvx");
        Files.write(changed, ModelFiles.withBytes(Files.readAllBytes(model), "neurons", 88, new byte[] {0x40, 0x10}));

        CommandLineRun run = CommandLineRun.of("verify", changed.toString(), "digits");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("DOES NOT HOLD", "the weights are not those that were certified");
    }

    @Test
    void inspects() {
        CommandLineRun run = CommandLineRun.of("inspect", model.toString());

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("method exact", "linear: 3 x 3 patches", "GAP_REACHED", "digits, the first 60 images")
                .containsPattern("weight decay beta +5")
                .contains("architecture=linear beta=5.0");
    }

    @Test
    void inspectsAsJson() {
        JsonNode root = JSON.readTree(
                CommandLineRun.of("inspect", model.toString(), "--json").out());
        JsonNode measured = JSON.readTree(metrics);

        for (String name : List.of("method", "architecture", "beta", "neurons", "objective", "lowerBound", "scope")) {
            assertThat(root.get(name)).as(name).isEqualTo(measured.get(name));
        }
        int neurons = root.get("neurons").intValue();
        assertThat(root.get("filter").size()).isEqualTo(neurons);
        assertThat(root.get("outputWeights").size()).isEqualTo(neurons);
        assertThat(root.get("filter").get(0).size()).isEqualTo(9);
        assertThat(root.get("outputWeights").get(0).size()).isEqualTo(36 * 10);
        assertThat(root.get("settings").get("gap").stringValue()).isEqualTo("0.01");
    }

    @Test
    void whatSharingBuysIsNotAskedOfIt() {
        CommandLineRun run = CommandLineRun.of("inspect", model.toString(), "--theory", "digits");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("convolex: " + model + ": --theory is for convexified networks, this is a model of exact"
                        + System.lineSeparator());
    }

    @Test
    void theSameBytesForAnyNumberOfThreads() throws Exception {
        Path one = folder.resolve("one.cvx");
        run(one, "--threads", "1", "--quiet");

        assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(model));
    }

    @Test
    void estimatesMemoryAndSaysThatItKnowsNoTime() {
        Path none = folder.resolve("none.cvx");
        CommandLineRun run = run(none, "--estimate-only");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("60 images of 1 x 8 x 8 with 36 patches of 9 numbers each")
                .containsPattern("memory +1 MiB for the patches")
                .containsPattern("time +cannot be told beforehand");
        assertThat(none).doesNotExist();
    }

    @Test
    void aStoppedTrainingKeepsItsModel() {
        Path stopped = folder.resolve("stopped.cvx");
        StopRequest stop = new StopRequest();
        stop.request();
        CommandLineRun run = CommandLineRun.of(
                stop,
                "train",
                "digits",
                "--method",
                "exact",
                "--train-limit",
                "40",
                "--beta",
                "1",
                "--boxes",
                "100",
                "--patch",
                "2",
                "--stride",
                "2",
                "--quiet",
                "--out",
                stopped.toString());

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains("(it was asked to stop); the model is written");
        assertThat(CommandLineRun.of("verify", stopped.toString(), "digits").code())
                .isZero();
    }
}
