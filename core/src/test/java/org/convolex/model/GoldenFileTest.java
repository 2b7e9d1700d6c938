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
import org.convolex.CertifiedModel;
import org.convolex.ClassOutputs;
import org.convolex.Evaluation;
import org.convolex.Model;
import org.convolex.Verification;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that the first version of the format wrote, and the scores that their models gave then: both hold for good. */
class GoldenFileTest {
    private static Dataset images() {
        return DataSources.open("digits").test().orElseThrow().load(20);
    }

    private static Path resource(String name) throws URISyntaxException {
        URL url = Objects.requireNonNull(GoldenFileTest.class.getResource(name), name);
        return Path.of(url.toURI());
    }

    @ParameterizedTest
    @EnumSource
    void isReadAndPredictsAsThen(GoldenModel golden) throws IOException, URISyntaxException {
        List<String> lines = Files.readAllLines(resource(golden.file() + "-scores.txt"));
        float[] then = new float[lines.size()];
        for (int i = 0; i < then.length; i++) {
            then[i] = Float.parseFloat(lines.get(i));
        }
        try (Workers workers = new Workers(1)) {
            Model model = ModelFile.read(resource(golden.file() + ".cvx"));
            float[] now = model.scores(images(), workers);
            assertThat(now).containsExactly(then, within(1e-5f));
            if (model.outputs() instanceof ClassOutputs) {
                assertThat(Evaluation.classesOf(now, 10)).isEqualTo(Evaluation.classesOf(then, 10));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONVOTRON")
    void isVerifiedAsThen(GoldenModel golden) throws URISyntaxException {
        CertifiedModel model = (CertifiedModel) ModelFile.read(resource(golden.file() + ".cvx"));
        try (Workers workers = new Workers(1)) {
            assertThat(model.verify(golden.images(), workers)).allMatch(Verification::holds);
        }
    }

    /** The files as they are: nothing that has come since changes what is written of an old model. */
    @ParameterizedTest
    @EnumSource
    void isWrittenAgainToTheByte(GoldenModel golden, @TempDir Path folder) throws IOException, URISyntaxException {
        Path file = resource(golden.file() + ".cvx");
        ModelFile.write(ModelFile.read(file), folder.resolve("again.cvx"));
        assertThat(folder.resolve("again.cvx")).hasSameBinaryContentAs(file);
    }

    /** Made the golden files: once for each major version, with {@code -Dconvolex.golden=FOLDER}. */
    @Test
    @EnabledIfSystemProperty(named = "convolex.golden", matches = ".+")
    void generate() throws IOException {
        Path folder = Path.of(System.getProperty("convolex.golden"));
        for (GoldenModel golden : GoldenModel.values()) {
            write(golden.train(), golden.file(), folder);
        }
    }

    private static void write(Model model, String name, Path folder) throws IOException {
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
