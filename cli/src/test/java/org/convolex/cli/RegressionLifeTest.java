package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.convolex.model.ModelFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model of two real targets, place and height of a bump in a signal, through the command line alone. */
class RegressionLifeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LENGTH = 24;

    private static Path folder;
    private static String train;
    private static String test;
    private static String model;
    private static String metrics;
    private static CommandLineRun training;

    @BeforeAll
    static void train(@TempDir Path shared) throws Exception {
        folder = shared;
        train = write("train.csv", 1, 300);
        test = write("test.csv", 2, 100);
        model = folder.resolve("bumps.cvx").toString();
        metrics = folder.resolve("bumps.json").toString();
        training = run(train, "--targets", "2", "--test", test, "--out", model, "--metrics", metrics);
    }

    private static String write(String name, long seed, int signals) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> header = new ArrayList<>();
        for (int t = 0; t < LENGTH; t++) {
            header.add("x" + t);
        }
        StringBuilder csv = new StringBuilder(String.join(",", header)).append(",place,height\n");
        for (int i = 0; i < signals; i++) {
            double place = random.nextDouble(4, LENGTH - 5);
            double height = random.nextDouble(1, 3);
            for (int t = 0; t < LENGTH; t++) {
                double value = height * Math.exp(-(t - place) * (t - place) / 4) + 0.02 * random.nextGaussian();
                csv.append((float) value).append(',');
            }
            csv.append(place).append(',').append(1000 * height).append('\n');
        }
        return Files.writeString(folder.resolve(name), csv).toString();
    }

    private static CommandLineRun run(String data, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", data, "--features", "24", "--contrast", "5", "--gamma", "0.1", "--gap", "2e-2"));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void trainingSummarizes() {
        assertThat(training.err()).contains("validation RMSE ");
        assertThat(training.code()).isZero();
        assertThat(training.out())
                .contains("300 images of 1 x 1 x 24, 2 real targets", "At least 9")
                .containsPattern("RMSE +train [0-9.]+, validation [0-9.]+, test [0-9.]+")
                .containsPattern("R\\^2 +train 0\\.[0-9]+, test 0\\.[0-9]+")
                .doesNotContain("error ");
    }

    @Test
    void metricsHaveTheNamesOfRegression() {
        JsonNode root = JSON.readTree(Path.of(metrics));
        assertThat(root.propertyNames())
                .containsSequence(
                        "layers",
                        "trainRmse",
                        "validRmse",
                        "testRmse",
                        "trainMeanAbsoluteError",
                        "testMeanAbsoluteError",
                        "trainR2",
                        "testR2")
                .doesNotContain("testError");
        assertThat(root.get("testR2").doubleValue()).isBetween(0.7, 1.0);
    }

    @Test
    void evaluatesEveryTargetInItsUnit() {
        CommandLineRun run = CommandLineRun.of("evaluate", model, test);
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("target", "RMSE", "mean absolute error", "R^2", "place", "height", "all")
                .doesNotContain("recall");

        JsonNode root = JSON.readTree(
                CommandLineRun.of("evaluate", model, test, "--json").out());
        assertThat(root.get("rmse").doubleValue())
                .isEqualTo(JSON.readTree(Path.of(metrics)).get("testRmse").doubleValue());
        assertThat(root.get("targets").get(0).get("name").stringValue()).isEqualTo("place");
        assertThat(root.get("targets").get(0).get("rmse").doubleValue()).isBetween(0.01, 2.0);
        assertThat(root.get("targets").get(1).get("rmse").doubleValue()).isBetween(10.0, 400.0);
    }

    @Test
    void predictsInTheUnitsOfTheTargets() throws Exception {
        List<String> lines =
                CommandLineRun.of("predict", model, test).out().lines().toList();
        assertThat(lines).hasSize(101);
        assertThat(lines.get(0)).isEqualTo("image,place,height");

        double squares = 0;
        List<String> truth = Files.readAllLines(Path.of(test));
        for (int i = 1; i < lines.size(); i++) {
            double predicted = Double.parseDouble(lines.get(i).split(",")[2]);
            squares += Math.pow(predicted - Double.parseDouble(truth.get(i).split(",")[LENGTH + 1]), 2);
        }
        JsonNode root = JSON.readTree(
                CommandLineRun.of("evaluate", model, test, "--json").out());
        assertThat(Math.sqrt(squares / 100))
                .isCloseTo(root.get("targets").get(1).get("rmse").doubleValue(), within(1e-9));
    }

    @Test
    void predictsSignalsWithoutTargets() throws Exception {
        Path csv = Files.writeString(folder.resolve("x.csv"), "0,".repeat(LENGTH - 1) + "1\n");
        CommandLineRun run = CommandLineRun.of("predict", model, csv.toString(), "--label-column", "none");
        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSize(2);
    }

    @Test
    void verifies() {
        CommandLineRun run = CommandLineRun.of("verify", model, train);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("The certificate holds.");
    }

    @Test
    void aChangedWeightOrScaleDoesNotVerify() throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(model));
        Path changed = folder.resolve("changed.cvx");

        Files.write(changed, ModelFiles.withBytes(bytes, "weights.1", 60, new byte[] {0x3e, 0, 0, 0}));
        CommandLineRun weight = CommandLineRun.of("verify", changed.toString(), train);
        assertThat(weight.code()).isEqualTo(1);
        assertThat(weight.out()).contains("DOES NOT HOLD", "the weights are not those that were certified");

        Files.write(changed, ModelFiles.withBytes(bytes, "standardization", 8, new byte[] {0x41}));
        CommandLineRun scale = CommandLineRun.of("verify", changed.toString(), train);
        assertThat(scale.code()).isEqualTo(1);
        assertThat(scale.out()).contains("DOES NOT HOLD", "predictions are not scaled by");
    }

    @Test
    void inspects() {
        assertThat(CommandLineRun.of("inspect", model).out())
                .containsPattern("targets +2: place \\(mean 1[0-9.]+, standard deviation [0-9.]+\\), height \\(mean 19")
                .containsPattern("loss +squared");
        JsonNode root =
                JSON.readTree(CommandLineRun.of("inspect", model, "--json").out());
        assertThat(root.get("targetNames").size()).isEqualTo(2);
        assertThat(root.get("targetMeans").get(1).doubleValue()).isBetween(1800.0, 2200.0);
        assertThat(root.get("targetScales").get(1).doubleValue()).isBetween(500.0, 650.0);
        assertThat(root.has("classNames")).isFalse();
    }

    @Test
    void describesData() {
        assertThat(CommandLineRun.of("data", "info", train, "--targets", "2").out())
                .containsPattern("targets +2: place \\(4[0-9.]* to 1[0-9.]+, mean 1[0-9.]+\\), height \\(1");
    }

    /** Integers are targets where the training set's are, and a Huber loss may be asked for. */
    @Test
    void takesIntegersForTargetsWhereToldTo() throws Exception {
        StringBuilder csv = new StringBuilder();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 60; i++) {
            int level = random.nextInt(2000);
            for (int t = 0; t < 8; t++) {
                csv.append(level % (100 * (t + 1))).append(',');
            }
            csv.append(level - 1000).append('\n');
        }
        String data = Files.writeString(folder.resolve("levels.csv"), csv).toString();
        String out = folder.resolve("levels.cvx").toString();

        CommandLineRun run =
                run(data, "--task", "regression", "--test", data, "--loss", "huber:0.5", "--radius", "2", "--out", out);

        assertThat(run.err()).doesNotContain("label");
        assertThat(run.code()).isZero();
        assertThat(CommandLineRun.of("verify", out, data).code()).isZero();
        assertThat(CommandLineRun.of("inspect", out).out()).containsPattern("loss +huber:0.5");
    }

    static Stream<Arguments> commandLines() {
        return Stream.of(
                Arguments.of(
                        "train {train} --loss logistic",
                        "loss logistic is for classes, but the images have real targets"),
                Arguments.of("train {train} --class-weights balanced", "class weights: the images have real targets"),
                Arguments.of(
                        "train {train} --targets 26", "26 columns, none of which is left for pixels beside 26 targets"),
                Arguments.of("train {train} --targets 0", "expected an integer >= 1, got '0'"),
                Arguments.of(
                        "train {train} --targets 2 --task classification", "2 targets were given, but classification"),
                Arguments.of("train {train} --task classification", "line 2, field 26: label "),
                Arguments.of("train {train} --task both", "expected one of classification, regression, got 'both'"),
                Arguments.of("train digits --task regression", "digits: real targets were asked for, but"),
                Arguments.of("train {train} --test digits", "images of 1 x 8 x 8"),
                Arguments.of("train {constant}", "target 'y' is 0.5 for all training images that count, of 3"),
                Arguments.of("train {nan}", "line 2, field 3: 'NaN' is not a finite number"),
                Arguments.of("evaluate {model} {train} --targets 1", "images of 1 x 1 x 25"),
                Arguments.of("verify {model} {test}", "100 images, but the model was trained on the first 300"));
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void saysWhatIsWrongInOneLine(String line, String message) throws Exception {
        Path constant = Files.writeString(folder.resolve("constant.csv"), "1,2,0.5\n3,4,0.5\n5,6,0.5\n");
        Path nan = Files.writeString(folder.resolve("nan.csv"), "1,2,0.5\n3,4,NaN\n");
        String[] arguments = line.replace("{train}", train)
                .replace("{test}", test)
                .replace("{model}", model)
                .replace("{constant}", constant.toString())
                .replace("{nan}", nan.toString())
                .split(" ");

        CommandLineRun run = CommandLineRun.of(arguments);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines().get(run.errLines().size() - 1)).contains(message);
    }
}
