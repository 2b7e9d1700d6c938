package org.convolex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.convolex.ClassOutputs;
import org.convolex.Evaluation;
import org.convolex.Model;
import org.convolex.Verification;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the first version of the format wrote, and the scores that their models gave then: both hold for good. */
class GoldenFileTest {
    private static final String CLASSES = "golden-1";
    private static final String REGRESSION = "golden-1-regression";

    private static Dataset images() {
        return DataSources.open("digits").test().orElseThrow().load(20);
    }

    private static Path resource(String name) throws URISyntaxException {
        URL url = Objects.requireNonNull(GoldenFileTest.class.getResource(name), name);
        return Path.of(url.toURI());
    }

    @ParameterizedTest
    @ValueSource(strings = {CLASSES, REGRESSION})
    void isReadAndPredictsAsThen(String name) throws IOException, URISyntaxException {
        List<String> lines = Files.readAllLines(resource(name + "-scores.txt"));
        float[] then = new float[lines.size()];
        for (int i = 0; i < then.length; i++) {
            then[i] = Float.parseFloat(lines.get(i));
        }
        try (Workers workers = new Workers(1)) {
            Model model = ModelFile.read(resource(name + ".cvx"));
            float[] now = model.scores(images(), workers);
            assertThat(now).containsExactly(then, within(1e-5f));
            if (model.outputs() instanceof ClassOutputs) {
                assertThat(Evaluation.classesOf(now, 10)).isEqualTo(Evaluation.classesOf(then, 10));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CLASSES, REGRESSION})
    void isVerifiedAsThen(String name) throws URISyntaxException {
        ConvexifiedCnn model = (ConvexifiedCnn) ModelFile.read(resource(name + ".cvx"));
        Dataset training = name.equals(CLASSES) ? ModelFiles.trainingImages() : ModelFiles.regressionImages();
        try (Workers workers = new Workers(1)) {
            assertThat(model.verify(training, workers)).allMatch(Verification::holds);
        }
    }

    /** The files as they are: nothing that has come since changes what is written of an old model. */
    @ParameterizedTest
    @ValueSource(strings = {CLASSES, REGRESSION})
    void isWrittenAgainToTheByte(String name, @TempDir Path folder) throws IOException, URISyntaxException {
        Path golden = resource(name + ".cvx");
        ModelFile.write(ModelFile.read(golden), folder.resolve("again.cvx"));
        assertThat(folder.resolve("again.cvx")).hasSameBinaryContentAs(golden);
    }

    /** Made the golden files: once for each major version, with {@code -Dconvolex.golden=FOLDER}. */
    @Test
    @EnabledIfSystemProperty(named = "convolex.golden", matches = ".+")
    void generate() throws IOException {
        Path folder = Path.of(System.getProperty("convolex.golden"));
        write(ModelFiles.tinyModel(1), CLASSES, folder);
        write(ModelFiles.tinyRegression(1), REGRESSION, folder);
    }

    private static void write(ConvexifiedCnn model, String name, Path folder) throws IOException {
        ModelFile.write(model, folder.resolve(name + ".cvx"));
        List<String> lines = new ArrayList<>();
        try (Workers workers = new Workers(1)) {
            for (float score : model.scores(images(), workers)) {
                lines.add(Float.toString(score));
            }
        }
        Files.write(folder.resolve(name + "-scores.txt"), lines);
    }
}
