package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
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

/** A network of overlapping patches from training to inspection, through the command line alone. */
class ConvotronLifeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double[] FILTER = {1, -0.5, 2, 0.5, -1, 0.7};
    private static final double[] WEIGHTS = {1, -0.8, 0.6};
    private static final int STRIDE = 5;
    private static final int LENGTH = 16;

    private static Path folder;
    private static String signals;
    private static Path model;
    private static Path metrics;
    private static CommandLineRun training;

    @BeforeAll
    static void train(@TempDir Path shared) throws Exception {
        folder = shared;
        signals = write("signals.csv", 900, false);
        model = folder.resolve("m.cvx");
        metrics = folder.resolve("m.json");
        training = train(model, signals, "--test", write("test.csv", 200, false), "--metrics", metrics.toString());
    }

    private static CommandLineRun train(Path out, String data, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                data,
                "--method",
                "convotron",
                "--filter-size",
                "6",
                "--stride",
                "5",
                "--out",
                out.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    /** Signals of three overlapping windows, with the output of a planted network, or its sign. */
    private static String write(String name, int count, boolean signs) throws IOException {
        SplittableRandom random = new SplittableRandom(count);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] x = new float[LENGTH];
            StringBuilder line = new StringBuilder();
            for (int t = 0; t < LENGTH; t++) {
                x[t] = (float) random.nextGaussian();
                line.append(x[t]).append(',');
            }
            double target = 0;
            for (int j = 0; j < WEIGHTS.length; j++) {
                double response = 0;
                for (int l = 0; l < FILTER.length; l++) {
                    response += FILTER[l] * x[STRIDE * j + l];
                }
                target += WEIGHTS[j] * Math.max(0, response);
            }
            lines.add(line.append(signs ? target > 0 ? "1" : "0" : Double.toString(target))
                    .toString());
        }
        return Files.write(folder.resolve(name), lines).toString();
    }

    @Test
    void trainingSummarizes() {
        assertThat(training.code()).isZero();
        assertThat(training.out())
                .contains("relu of one filter of 6 numbers, 3 windows of 6 at stride 5")
                .containsPattern("samples +stage 1 [0-9,]+, stage 2 [0-9,]+, refinement [0-9,]+")
                .contains("passes over 720 images:", "samples that come again are no fresh ones")
                .contains("assumption     the covariance is the identity")
                .contains("no certificate of optimality. A theorem of recovery")
                .contains("on 180 held-out images, between")
                .doesNotContain("lower bound", "relative gap");
        assertThat(training.err()).contains("stage 2 begins after", "refinement, round 4 begins after");
    }

    @Test
    void thePlantedFilterIsFound() {
        JsonNode content = JSON.readTree(
                CommandLineRun.of("inspect", model.toString(), "--json").out());
        double deviation = content.get("pixelDeviation").doubleValue();
        for (int l = 0; l < FILTER.length; l++) {
            for (int j = 0; j < WEIGHTS.length; j++) {
                double product = content.get("filter").get(l).doubleValue()
                        * content.get("outputWeights").get(j).doubleValue();
                assertThat(product / deviation).isCloseTo(FILTER[l] * WEIGHTS[j], within(1e-3));
            }
        }
        assertThat(content.get("settings").get("refine").stringValue()).isEqualTo("4");
        assertThat(content.has("certified")).isFalse();
        assertThat(CommandLineRun.of("inspect", model.toString()).out())
                .contains("method convotron", "y (as it is)", "FINISHED", "no certificate of optimality");
    }

    @Test
    void metricsHaveTheErrorAndTheAssumptions() {
        JsonNode root = JSON.readTree(metrics);
        assertThat(root.propertyNames())
                .contains(
                        "steps1",
                        "steps2",
                        "stepsRefinement",
                        "passes",
                        "settled",
                        "stepSize1",
                        "stepSize2",
                        "filterSize",
                        "stride",
                        "patches",
                        "leak",
                        "whitened",
                        "trainRmse",
                        "testRmse")
                .doesNotContain("lowerBound", "relativeGap", "scope", "objective");
        assertThat(root.get("status").stringValue()).isEqualTo("FINISHED");
        assertThat(root.get("heldOut").intValue()).isEqualTo(180);
        assertThat(root.get("relativeSquaredError").doubleValue()).isLessThan(1e-6);
        double error = root.get("squaredError").doubleValue();
        assertThat(root.get("standardError").doubleValue()).isBetween(0.0, error);
        double rmse = root.get("validRmse").doubleValue();
        assertThat(rmse * rmse).isCloseTo(error, within(0.2 * error));
        assertThat(root.get("assumptionsHold").booleanValue()).isTrue();
        assertThat(root.get("assumptions").get("findings").size()).isEqualTo(4);
        assertThat(root.get("assumptions").get("samples").intValue()).isEqualTo(720);
    }

    @Test
    void evaluatesAndPredictsButDoesNotVerify() {
        JsonNode evaluation = JSON.readTree(CommandLineRun.of("evaluate", model.toString(), signals, "--json")
                .out());
        assertThat(evaluation.get("rmse").doubleValue()).isLessThan(1e-4);
        assertThat(CommandLineRun.of("predict", model.toString(), signals).out())
                .startsWith("image,y\n0,")
                .hasLineCount(901);
        CommandLineRun verification = CommandLineRun.of("verify", model.toString(), signals);
        assertThat(verification.code()).isEqualTo(2);
        assertThat(verification.err())
                .isEqualTo("convolex: " + model
                        + ": models of method convotron carry no certificate, so there is nothing to"
                        + " verify; evaluate measures the error" + System.lineSeparator());
    }

    @Test
    void theNumberOfThreadsChangesNoBit() throws IOException {
        Path one = folder.resolve("one.cvx");
        assertThat(train(one, signals, "--threads", "1", "--quiet").code()).isZero();
        Path three = folder.resolve("three.cvx");
        assertThat(train(three, signals, "--threads", "3", "--quiet").code()).isZero();
        assertThat(three).hasSameBinaryContentAs(one).hasSameBinaryContentAs(model);
    }

    @Test
    void twoClassesAndEveryOption() throws IOException {
        String classes = write("classes.csv", 600, true);
        Path out = folder.resolve("classes.cvx");
        CommandLineRun run = train(
                out,
                classes,
                ("--leak 0.1 --steps1 9000 --steps2 4000 --step-size1 1e-3 --step-size2 2e-3 --step-decay 1e-5 --batch 8"
                                + " --refine 1 --whiten --output-weights learned --quiet")
                        .split(" "));
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("leaky relu (0.1)", "whitened", "-1 for 0, 1 for 1")
                .contains("stage 1 9,000, stage 2 4,000")
                .contains("0.001, 0.002");
        JsonNode evaluation = JSON.readTree(
                CommandLineRun.of("evaluate", out.toString(), classes, "--json").out());
        assertThat(evaluation.get("error").doubleValue()).isLessThan(0.2);
        assertThat(CommandLineRun.of("inspect", out.toString()).out()).contains("whitened by 480 samples");
        assertThat(CommandLineRun.of("predict", out.toString(), classes).out())
                .startsWith("image,class,score 0,score 1\n");
    }

    @Test
    void averagePoolingAndAValidationSet() throws IOException {
        CommandLineRun run = train(
                folder.resolve("average.cvx"),
                signals,
                "--output-weights",
                "average",
                "--steps2",
                "2000",
                "--valid",
                write("valid.csv", 100, false),
                "--quiet");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("stage 1 0, stage 2 2,000, refinement 0", "on 100 held-out images");
    }

    @Test
    void aStoppedTrainingKeepsWhatItHas() {
        StopRequest stop = new StopRequest();
        stop.request();
        Path out = folder.resolve("stopped.cvx");
        CommandLineRun run = CommandLineRun.of(
                stop,
                "train",
                signals,
                "--method",
                "convotron",
                "--filter-size",
                "6",
                "--batch",
                "1",
                "--quiet",
                "--out",
                out.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo(
                        "convolex: stopped before its last stage was over (it was asked to stop); the model is written"
                                + System.lineSeparator());
        assertThat(CommandLineRun.of("evaluate", out.toString(), signals).code())
                .isZero();
        assertThat(train(out, signals, "--max-seconds", "1e-6", "--quiet").err())
                .contains("the time of --max-seconds was used up");
    }

    @Test
    void estimates() {
        CommandLineRun run = CommandLineRun.of("train", "digits", "--method", "convotron", "--estimate-only");
        assertThat(run.out()).contains("4 windows of 16 numbers at stride 4", "cannot be told beforehand");
        assertThat(CommandLineRun.of(
                                "train",
                                "digits",
                                "--method",
                                "convotron",
                                "--estimate-only",
                                "--whiten",
                                "--steps1",
                                "5",
                                "--steps2",
                                "5")
                        .out())
                .contains("as long as the samples of --steps1 and --steps2 take");
    }

    @Test
    void showsSamplesOnATerminal() {
        CommandLineRun run = CommandLineRun.onTerminal(
                "train",
                signals,
                "--method",
                "convotron",
                "--filter-size",
                "6",
                "--steps1",
                "100000",
                "--out",
                folder.resolve("t.cvx").toString());
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("stage 2 begins after 100,000 samples").doesNotContain("NaN");
    }
}
