package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.Model;
import org.convolex.RealOutputs;
import org.convolex.cli.serve.TestServer;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFile;
import org.convolex.model.ModelFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Models of all methods give over HTTP what they give {@code predict}. */
class ServeMethodsTest {
    private Path folder;

    @BeforeEach
    void inFolder(@TempDir Path own) {
        folder = own;
    }

    @Test
    void oneLayer() throws Exception {
        assertServesAsItPredicts(ModelFiles.tinyModel(1), ModelFiles.trainingImages(), 3, 16);
    }

    @Test
    void severalLayers() throws Exception {
        Path file = folder.resolve("two.cvx");
        assertThat(CommandLineRun.of(
                                "train",
                                "digits",
                                "--layers",
                                "2",
                                "--features",
                                "30",
                                "--train-limit",
                                "200",
                                "--patch",
                                "3",
                                "--gamma",
                                "0.2",
                                "--radius",
                                "30",
                                "--filters",
                                "6",
                                "--gap",
                                "1e-2",
                                "--out",
                                file.toString())
                        .code())
                .isZero();
        assertServesAsItPredicts(ModelFile.read(file), ModelFiles.trainingImages(), 3, 16);
    }

    @Test
    void exactClasses() throws Exception {
        assertServesAsItPredicts(ModelFiles.tinyExact(1), ModelFiles.trainingImages(), 6, 16);
    }

    @Test
    void exactTargets() throws Exception {
        assertServesAsItPredicts(ModelFiles.tinyExactRegression(1), ModelFiles.trainingImages(), 6, 16);
    }

    @Test
    void relaxation() throws Exception {
        assertServesAsItPredicts(train("relaxation", "--blocks", "2"), signals(), 1, 1);
    }

    @Test
    void convotron() throws Exception {
        assertServesAsItPredicts(train("convotron", "--filter-size", "3", "--stride", "3"), signals(), 1, 1);
    }

    private Model train(String method, String... options) throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        List<String> lines = new ArrayList<>();
        double[] planted = {1, -0.5, 2};
        for (int i = 0; i < 200; i++) {
            double target = 0;
            StringBuilder line = new StringBuilder();
            for (int j = 0; j < 2; j++) {
                double response = 0;
                for (double weight : planted) {
                    float x = (float) random.nextGaussian();
                    response += weight * x;
                    line.append(x).append(',');
                }
                target += Math.max(0, response);
            }
            lines.add(line.append((float) target).toString());
        }
        Files.write(folder.resolve("signals.csv"), lines);
        Path file = folder.resolve(method + ".cvx");
        List<String> arguments = new ArrayList<>(List.of(
                "train", folder.resolve("signals.csv").toString(), "--method", method, "--out", file.toString()));
        arguments.addAll(List.of(options));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isIn(0, 3);
        return ModelFile.read(file);
    }

    private Dataset signals() {
        return DataSources.open(folder.resolve("signals.csv").toString())
                .train()
                .load();
    }

    /** @param side rows and columns of the responses of the first filter, where there are several rows */
    private static void assertServesAsItPredicts(Model model, Dataset images, int side, double leastPixel)
            throws Exception {
        float[] scores;
        try (Workers workers = new Workers(2)) {
            scores = model.scores(images, workers);
        }
        List<String> names = model.outputs().names();
        try (TestServer server = TestServer.of(model)) {
            for (int i = 0; i < 3; i++) {
                JsonNode answer = server.predict(images.image(i));
                for (int k = 0; k < names.size(); k++) {
                    assertThat(answer.get("scores").get(names.get(k)).floatValue())
                            .isEqualTo(scores[i * names.size() + k]);
                }
                assertThat(answer.has("values")).isEqualTo(model.outputs() instanceof RealOutputs);
            }
            JsonNode first = server.responses(images.image(0)).get("responses").get(0);
            assertThat(first.get("rows").intValue()).isEqualTo(side);
            assertThat(first.get("columns").intValue()).isEqualTo(side == 1 ? 2 : side);
            assertThat(model.largestPixel()).isGreaterThanOrEqualTo(leastPixel);
        }
    }
}
