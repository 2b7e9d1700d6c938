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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Networks of method exact with a rectifier on signals so short that all of their patterns can be listed. */
class ExactSignalsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LENGTH = 6;

    private static Path folder;
    private static String classes;
    private static String heights;

    @BeforeAll
    static void write(@TempDir Path shared) throws Exception {
        folder = shared;
        classes = write("classes.csv", true);
        heights = write("heights.csv", false);
    }

    /** A step up or a step down, of some height. */
    private static String write(String name, boolean labels) throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            double height = random.nextDouble(1, 3);
            StringBuilder line = new StringBuilder();
            for (int t = 0; t < LENGTH; t++) {
                boolean high = t < LENGTH / 2 == (i % 2 == 0);
                line.append((float) ((high ? height : 0) + 0.1 * random.nextGaussian()))
                        .append(',');
            }
            lines.add(line.append(labels ? String.valueOf(i % 2) : String.valueOf(100 * height))
                    .toString());
        }
        return Files.write(folder.resolve(name), lines).toString();
    }

    private static CommandLineRun train(String data, Path out, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("train", data, "--method", "exact", "--quiet", "--out", out.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private static JsonNode metrics(String data, String name, String... more) {
        Path json = folder.resolve(name + ".json");
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--metrics", json.toString()));
        CommandLineRun run = train(data, folder.resolve(name + ".cvx"), arguments.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return JSON.readTree(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"price", "all", "30"})
    void patternsFromEverySourceAreReported(String patterns) {
        JsonNode root = metrics(
                classes,
                "by-" + patterns,
                "--patch",
                "2",
                "--beta",
                "0.5",
                "--patterns",
                patterns,
                "--gap",
                "0.1",
                "--boxes",
                "1000");

        assertThat(root.get("patterns").stringValue()).isEqualTo(patterns);
        assertThat(root.get("architecture").stringValue()).isEqualTo("relu-average");
        assertThat(root.get("relativeGap").doubleValue()).isBetween(0.0, 0.1);
        assertThat(root.get("neurons").intValue()).isPositive();
        Path model = folder.resolve("by-" + patterns + ".cvx");
        assertThat(CommandLineRun.of("verify", model.toString(), classes).code())
                .isZero();
    }

    @Test
    void choosesBetaOnValidationImages() {
        CommandLineRun run = train(
                classes,
                folder.resolve("chosen.cvx"),
                "--valid",
                classes,
                "--patch",
                "2",
                "--gap",
                "0.1",
                "--boxes",
                "2000");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .containsPattern("patterns +price")
                .containsPattern("weight decay beta +[0-9.e-]+ \\(chosen on validation images\\)")
                .doesNotContain("validation -");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relu-max",
                "relu-blocks",
                "linear",
                "circular",
                "circular-relu",
                "relu-relu",
                "gated-average",
                "gated-blocks"
            })
    void everyArchitectureHasALife(String architecture) {
        Path model = folder.resolve(architecture + ".cvx");
        List<String> options = new ArrayList<>(
                List.of("--architecture", architecture, "--beta", "0.5", "--gap", "0.5", "--boxes", "150"));
        if (!architecture.startsWith("circular")) {
            options.addAll(List.of("--patch", "2"));
        }
        JsonNode root = metrics(classes, architecture, options.toArray(String[]::new));

        assertThat(root.get("architecture").stringValue()).isEqualTo(architecture);
        assertThat(root.get("trainError").doubleValue()).isLessThan(0.5);
        assertThat(CommandLineRun.of("verify", model.toString(), classes).code())
                .isZero();
        assertThat(CommandLineRun.of("inspect", model.toString()).out())
                .containsPattern("architecture +" + architecture + ":");
        assertThat(CommandLineRun.of("predict", model.toString(), classes).out().lines())
                .hasSize(25)
                .startsWith("image,class,score 0,score 1");
    }

    @Test
    void gatedNetworksAreDecomposed() {
        Path gated = folder.resolve("gated.cvx");
        Path rectified = folder.resolve("rectified.cvx");
        JsonNode root = metrics(
                classes,
                "gated",
                "--architecture",
                "gated-average",
                "--patch",
                "2",
                "--beta",
                "0.5",
                "--patterns",
                "7");
        assertThat(root.get("scope").stringValue()).isEqualTo("GIVEN_GATES");
        assertThat(root.get("patterns").stringValue()).isEqualTo("7");

        CommandLineRun run = CommandLineRun.of("decompose", gated.toString(), classes, "--out", rectified.toString());
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("gated-average: 1 x 2 patches", "7 gates", "relu-average: 1 x 2 patches");
        assertThat(CommandLineRun.of("verify", rectified.toString(), classes).code())
                .isZero();
        assertThat(CommandLineRun.of("evaluate", rectified.toString(), classes, "--split", "train")
                        .out())
                .containsPattern("error +"
                        + String.format(
                                java.util.Locale.ROOT,
                                "%.2f",
                                100 * root.get("trainError").doubleValue()));

        CommandLineRun again = CommandLineRun.of("decompose", rectified.toString(), classes, "--out", gated.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.errLines()).hasSize(1);
        assertThat(again.err())
                .contains("only networks of architecture gated-average have a decomposition, this one is relu-average");
    }

    @Test
    void inspectionShowsCircularLayers() {
        metrics(
                heights,
                "deep",
                "--architecture",
                "circular-relu",
                "--circular-layers",
                "3",
                "--beta",
                "0.01",
                "--gap",
                "0.5",
                "--boxes",
                "150");
        String model = folder.resolve("deep.cvx").toString();
        assertThat(CommandLineRun.of("verify", model, heights).code()).isZero();
        assertThat(CommandLineRun.of("inspect", model).out())
                .contains("3 circular layers below the rectifier,", "with a unit ball for each layer");
        JsonNode root =
                JSON.readTree(CommandLineRun.of("inspect", model, "--json").out());
        assertThat(root.get("circularLayers").get(0)).hasSize(3);
        assertThat(root.get("objectiveWithUnitLayers").doubleValue())
                .isGreaterThanOrEqualTo(root.get("objective").doubleValue());
    }

    @Test
    void learnsRealTargets() {
        JsonNode root =
                metrics(heights, "heights", "--patch", "2", "--beta", "0.05", "--gap", "0.1", "--boxes", "1000");
        Path model = folder.resolve("heights.cvx");

        assertThat(root.get("trainR2").doubleValue()).isBetween(0.3, 1.0);
        assertThat(CommandLineRun.of("verify", model.toString(), heights).code())
                .isZero();
        JsonNode evaluation = JSON.readTree(CommandLineRun.of("evaluate", model.toString(), heights, "--json")
                .out());
        assertThat(evaluation.get("rmse").doubleValue())
                .isCloseTo(root.get("trainRmse").doubleValue(), within(1e-9));
        assertThat(CommandLineRun.of("inspect", model.toString()).out())
                .contains("loss", "squared", "standard deviation");
    }
}
