package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A network of one shared filter from training to inspection, through the command line alone. */
class RelaxationLifeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double[] PLANTED = {1, -0.5, 2};

    private static Path folder;
    private static String exact;
    private static String noisy;
    private static Path model;
    private static Path metrics;
    private static CommandLineRun training;

    @BeforeAll
    static void train(@TempDir Path shared) throws Exception {
        folder = shared;
        exact = write("exact.csv", 0);
        noisy = write("noisy.csv", 0.2);
        model = folder.resolve("m.cvx");
        metrics = folder.resolve("m.json");
        training = CommandLineRun.of(
                "train",
                exact,
                "--method",
                "relaxation",
                "--blocks",
                "2",
                "--direction",
                "random",
                "--trials",
                "6",
                "--out",
                model.toString(),
                "--metrics",
                metrics.toString());
    }

    /** 80 signals of two blocks of three numbers, with the output of a planted filter. */
    private static String write(String name, double noise) throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            StringBuilder line = new StringBuilder();
            double target = noise * random.nextGaussian();
            for (int j = 0; j < 2; j++) {
                double response = 0;
                for (double weight : PLANTED) {
                    float value = (float) random.nextGaussian();
                    response += weight * value;
                    line.append(value).append(',');
                }
                target += Math.max(0, response);
            }
            lines.add(line.append(target).toString());
        }
        return Files.write(folder.resolve(name), lines).toString();
    }

    @Test
    void trainingSummarizes() {
        assertThat(training.code()).isZero();
        assertThat(training.out())
                .contains("relu of one filter of 3 numbers, 2 blocks of 1 x 3")
                .contains("(9), outputs keep below the targets")
                .contains("random, 6 trials")
                .containsPattern("outcome +[1-6] recovered")
                .contains("of the trials; if each succeeds with probability 1/2, one of 6 does with")
                .contains("0.984375")
                .containsPattern("condition +\\(12\\)-\\(14\\) holds of [1-6] of 6 filters")
                .contains("no filter of at most the stated norm has a lower objective");
    }

    @Test
    void metricsAndInspectionHaveTheFilter() {
        JsonNode root = JSON.readTree(metrics);
        assertThat(root.propertyNames())
                .contains(
                        "objective",
                        "lowerBound",
                        "scope",
                        "status",
                        "beta",
                        "excess",
                        "outside",
                        "competitorNorm",
                        "activation",
                        "blocks",
                        "constraint",
                        "direction",
                        "outcomes",
                        "successRate",
                        "amplification",
                        "trials",
                        "trainRmse");
        assertThat(root.get("scope").stringValue()).isEqualTo("RELAXATION");
        assertThat(root.get("status").stringValue()).isEqualTo("GAP_REACHED");
        assertThat(root.get("trials").size()).isEqualTo(6);
        assertThat(root.get("outcomes").get("recovered").intValue()).isBetween(1, 6);
        assertThat(root.get("trainRmse").doubleValue()).isLessThan(1e-6);

        JsonNode content = JSON.readTree(
                CommandLineRun.of("inspect", model.toString(), "--json").out());
        assertThat(content.get("outputWeights").size()).isEqualTo(2);
        for (int a = 0; a < PLANTED.length; a++) {
            assertThat(content.get("filter").get(a).doubleValue()).isCloseTo(PLANTED[a], within(1e-6));
        }
        assertThat(CommandLineRun.of("inspect", model.toString()).out())
                .contains("method relaxation", "(as it is)", "competitors' norm")
                .doesNotContain("standard deviation");
    }

    @Test
    void verifiesAndEvaluates() {
        CommandLineRun verification = CommandLineRun.of("verify", model.toString(), exact);
        assertThat(verification.out()).contains("The certificate holds.", "largest excess");
        assertThat(verification.code()).isZero();
        JsonNode evaluation = JSON.readTree(
                CommandLineRun.of("evaluate", model.toString(), exact, "--json").out());
        assertThat(evaluation.get("rmse").doubleValue()).isLessThan(1e-6);
        assertThat(CommandLineRun.of("verify", model.toString(), noisy).code()).isEqualTo(2);
    }

    /** What the blocks respond adds up to the target, and is a table to train on. */
    @Test
    void writesResponses() throws Exception {
        Path table = folder.resolve("responses.csv");
        CommandLineRun run = CommandLineRun.of("predict", model.toString(), exact, "--responses", table.toString());
        assertThat(run.code()).isZero();
        List<String> lines = Files.readAllLines(table);
        assertThat(lines).hasSize(81).startsWith("response 0,response 1,y");
        String[] numbers = lines.get(1).split(",");
        assertThat(Double.parseDouble(numbers[0]) + Double.parseDouble(numbers[1]))
                .isCloseTo(Double.parseDouble(numbers[2]), within(1e-5));
        assertThat(CommandLineRun.of("data", "info", table.toString()).out()).contains("1 x 1 x 2");
    }

    @Test
    void slackLearnsFromNoise() {
        Path out = folder.resolve("noisy.cvx");
        CommandLineRun run = CommandLineRun.of(
                "train",
                noisy,
                "--method",
                "relaxation",
                "--blocks",
                "2",
                "--beta",
                "0.01",
                "--constraint",
                "l2:2.2",
                "--quiet",
                "--out",
                out.toString());
        assertThat(run.out()).contains("(8), outputs may exceed targets; beta 0.01; filters l2:2.2");
        assertThat(run.code()).isZero();
        assertThat(CommandLineRun.of("verify", out.toString(), noisy).code()).isZero();
    }

    @Test
    void imagesTakeSquareBlocks() {
        CommandLineRun run = CommandLineRun.of(
                "train", "digits", "--train-limit", "100", "--method", "relaxation", "--patch", "4", "--estimate-only");
        assertThat(run.out()).contains("100 images of 1 x 8 x 8 with 4 blocks of 16 numbers each", "cannot be told");
    }
}
