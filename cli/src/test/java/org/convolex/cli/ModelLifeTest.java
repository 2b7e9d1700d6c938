package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.convolex.model.ModelFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model from training to inspection, through the command line alone. */
class ModelLifeTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static Path folder;
    private static Path model;
    private static Path metrics;
    private static CommandLineRun training;

    @BeforeAll
    static void train(@TempDir Path shared) {
        folder = shared;
        model = folder.resolve("small.cvx");
        metrics = folder.resolve("small.json");
        training = SmallTraining.run(model, "--metrics", metrics.toString());
    }

    @Test
    void trainingSummarizesAndWritesBothFiles() {
        assertThat(training.code()).isZero();
        assertThat(training.out())
                .contains("digits: 200 images of 1 x 8 x 8, 10 classes")
                .contains("At least 99")
                .contains("train ", "validation -", "test ")
                .contains(model.toString(), metrics.toString());
        assertThat(training.errLines()).contains("preprocess", "features", "solve", "certify");
        assertThat(folder).isDirectoryContaining("glob:**/small.cvx").isDirectoryNotContaining("glob:**/*.tmp");
    }

    @Test
    void metricsHaveAllTheirNames() {
        JsonNode root = JSON.readTree(metrics);

        assertThat(root.propertyNames())
                .containsExactlyElementsOf(MetricNames.with(
                        "nuclearNorm", "radius", "status", "rank", "kernel", "map", "gamma", "layers"));
        assertThat(root.get("seconds").propertyNames())
                .containsExactly("load", "preprocess", "choose", "features", "solve", "certify", "evaluate", "total");
        assertThat(root.get("n").intValue()).isEqualTo(200);
        assertThat(root.get("status").stringValue()).isEqualTo("GAP_REACHED");
        assertThat(root.get("relativeGap").doubleValue()).isBetween(0.0, 1e-2);
        assertThat(root.get("radius").doubleValue()).isEqualTo(30);
        assertThat(root.get("validError").isNull()).isTrue();
        assertThat(root.get("testError").doubleValue()).isBetween(0.0, 0.5);
        assertThat(root.get("peakMemoryMiB").intValue()).isPositive();
    }

    @Test
    void evaluatesOnTheTestSplit() {
        CommandLineRun run = CommandLineRun.of("evaluate", model.toString(), "digits");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("digits, test split", "597", "actual \\ predicted", "recall", "precision");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void evaluationAsJsonAgreesWithTheMetrics() {
        CommandLineRun run = CommandLineRun.of("evaluate", model.toString(), "digits", "--json");

        JsonNode root = JSON.readTree(run.out());
        assertThat(root.get("error").doubleValue())
                .isEqualTo(JSON.readTree(metrics).get("testError").doubleValue());
        assertThat(root.get("confusion").size()).isEqualTo(10);
    }

    @Test
    void predictsAsCsv() {
        CommandLineRun run = CommandLineRun.of("predict", model.toString(), "digits", "--split", "train");

        List<String> lines = run.out().lines().toList();
        assertThat(run.code()).isZero();
        assertThat(lines).hasSize(1201);
        assertThat(lines.get(0)).startsWith("image,class,score 0,score 1");
        assertThat(lines.get(1200)).startsWith("1199,");
    }

    @Test
    void predictsUnlabelledImagesToAFile() throws Exception {
        String pixels = "0,0,5,13,9,1,0,0,".repeat(8);
        Path csv = Files.writeString(folder.resolve("x.csv"), pixels.substring(0, pixels.length() - 1) + "\n");
        Path out = folder.resolve("x-classes.csv");

        CommandLineRun run = CommandLineRun.of(
                "predict",
                model.toString(),
                csv.toString(),
                "--label-column",
                "none",
                "--shape",
                "1,8,8",
                "--out",
                out.toString());

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Predictions for 1 images", out.toString());
        assertThat(out).content().hasLineCount(2);
    }

    @Test
    void verifies() {
        CommandLineRun run = CommandLineRun.of("verify", model.toString(), "digits", "--threads", "1");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("the 200 images it was trained on", "claimed", "recomputed", "The certificate holds.");
    }

    @Test
    void refusesToVerifyAgainstOtherImages() throws Exception {
        Path csv = folder.resolve("other.csv");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append("1,2,3,4,5,6,7,8,".repeat(8)).append(i % 10).append('\n');
        }
        Files.writeString(csv, text);

        CommandLineRun run = CommandLineRun.of("verify", model.toString(), csv.toString(), "--shape", "1,8,8");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err())
                .contains("other.csv", "these are not the images that the model was trained on (digits)", "SHA-256");
    }

    @Test
    void refusesToVerifyAgainstTooFewImages() throws Exception {
        Path csv = folder.resolve("few.csv");
        Files.writeString(csv, ("1,2,3,4,5,6,7,8,".repeat(8) + "1\n").repeat(3));

        CommandLineRun run = CommandLineRun.of("verify", model.toString(), csv.toString(), "--shape", "1,8,8");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("3 images, but the model was trained on the first 200");
    }

    @Test
    void aChangedWeightDoesNotVerify() throws Exception {
        byte[] bytes = Files.readAllBytes(model);
        int last = bytes.length; // the weights end before the certificate: change a float in their middle
        int from = ModelFiles.sectionOffset(bytes, "weights.1");
        int to = ModelFiles.sectionOffset(bytes, "certificate.1");
        assertThat(to).isBetween(from, last);
        int at = (to - from) / 2 / 4 * 4;
        Path changed = folder.resolve("changed.cvx");
        Files.write(changed, ModelFiles.withBytes(bytes, "weights.1", at, new byte[] {0x3e, 0, 0, 0}));

        CommandLineRun run = CommandLineRun.of("verify", changed.toString(), "digits");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("DOES NOT HOLD", "the weights are not those that were certified");
    }

    @Test
    void inspects() {
        CommandLineRun run = CommandLineRun.of("inspect", model.toString());

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("singular values", "At least 99", "GAP_REACHED", "digits, the first 200 images");
    }

    @Test
    void saysWhatSharingBuys() {
        CommandLineRun run = CommandLineRun.of("inspect", model.toString(), "--theory", "digits");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("n = 200 training images, P = 36 patches each, K(X) of 200 images")
                .containsPattern("E \\|\\|K\\(X\\)\\|\\|_2 +[0-9.]+ \\(at most P K_max = 36\\)")
                .contains("at most the root of P, 6, is possible");

        JsonNode theory = JSON.readTree(CommandLineRun.of("inspect", model.toString(), "--theory", "digits", "--json")
                        .out())
                .get("theory");
        assertThat(theory.get("ratio").asDouble())
                .isBetween(1.0, 6.0)
                .isEqualTo(Math.sqrt(36 / theory.get("meanKernelNorm").asDouble()));
    }

    @Test
    void inspectsAsJson() {
        JsonNode root = JSON.readTree(
                CommandLineRun.of("inspect", model.toString(), "--json").out());

        assertThat(root.get("objective").doubleValue())
                .isEqualTo(JSON.readTree(metrics).get("objective").doubleValue());
        assertThat(root.get("filters").intValue())
                .isEqualTo(root.get("singularValues").size());
        assertThat(root.get("scope").stringValue()).isEqualTo("GIVEN_FEATURES");
        assertThat(root.get("status").stringValue()).isEqualTo("GAP_REACHED");
    }

    @Test
    void theSameBytesForAnyNumberOfThreads() throws Exception {
        Path one = folder.resolve("one.cvx");
        Path two = folder.resolve("two.cvx");
        SmallTraining.run(one, "--threads", "1");
        SmallTraining.run(two, "--threads", "2", "--quiet");

        assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
        assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(model));
    }

    @Test
    void describesData() {
        CommandLineRun run = CommandLineRun.of("data", "info", "digits");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("train split", "test split", "1200", "597", "0 to 16", "SHA-256", "10: 0 (");
    }
}
