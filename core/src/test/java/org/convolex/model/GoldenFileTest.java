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
import org.convolex.Evaluation;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.Verification;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A file that the first version of the format wrote, and the scores that its model gave then: both hold for good. */
class GoldenFileTest {
    private static final String MODEL = "golden-1.cvx";
    private static final String SCORES = "golden-1-scores.txt";

    private static Dataset images() {
        return DataSources.open("digits").test().orElseThrow().load(20);
    }

    private static Path resource(String name) throws URISyntaxException {
        URL url = Objects.requireNonNull(GoldenFileTest.class.getResource(name), name);
        return Path.of(url.toURI());
    }

    @Test
    void isReadAndPredictsAsThen() throws IOException, URISyntaxException {
        List<String> lines = Files.readAllLines(resource(SCORES));
        float[] then = new float[lines.size()];
        for (int i = 0; i < then.length; i++) {
            then[i] = Float.parseFloat(lines.get(i));
        }
        try (Workers workers = new Workers(1)) {
            float[] now = ModelFile.read(resource(MODEL)).scores(images(), workers);
            assertThat(now).containsExactly(then, within(1e-5f));
            assertThat(Evaluation.classesOf(now, 10)).isEqualTo(Evaluation.classesOf(then, 10));
        }
    }

    @Test
    void isVerifiedAsThen() throws URISyntaxException {
        ConvexifiedCnn model = (ConvexifiedCnn) ModelFile.read(resource(MODEL));
        try (Workers workers = new Workers(1)) {
            assertThat(Verification.of(model, ModelFiles.trainingImages(), workers))
                    .allMatch(Verification::holds);
        }
    }

    /** Made the golden files: once for each major version, with {@code -Dconvolex.golden=FOLDER}. */
    @Test
    @EnabledIfSystemProperty(named = "convolex.golden", matches = ".+")
    void generate() throws IOException {
        Path folder = Path.of(System.getProperty("convolex.golden"));
        ConvexifiedCnn model = ModelFiles.tinyModel(1);
        ModelFile.write(model, folder.resolve(MODEL));
        List<String> lines = new ArrayList<>();
        try (Workers workers = new Workers(1)) {
            for (float score : model.scores(images(), workers)) {
                lines.add(Float.toString(score));
            }
        }
        Files.write(folder.resolve(SCORES), lines);
    }
}
