package org.convolex.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.convolex.Verification;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A number changed under a repaired checksum: the file reads, and its certificate no longer verifies. */
class TamperedModelTest {
    private static final ConvexifiedCnn MODEL = ModelFiles.tinyModel(1);

    private final Path file;

    TamperedModelTest(@TempDir Path dir) {
        this.file = dir.resolve("m.cvx");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            weights.1     | 20   | float  | the weights are not those that were certified
            weights.1     | 116  | float  | the weights are not those that were certified
            pipeline.1    | 16   | float  | the features, the loss, the radius or the weighting of images are not those that were certified
            pipeline.1    | 36   | double | the features, the loss, the radius or the weighting of images are not those that were certified
            pipeline.1    | 108  | double | the features, the loss, the radius or the weighting of images are not those that were certified
            pipeline.1    | 779  | double | the features, the loss, the radius or the weighting of images are not those that were certified
            pipeline.1    | 791  | double | the features, the loss, the radius or the weighting of images are not those that were certified
            pipeline.1    | 2711 | float  | the features, the loss, the radius or the weighting of images are not those that were certified
            certificate.1 | 18   | double | the features, the loss, the radius or the weighting of images are not those that were certified
            certificate.1 | 34   | double | objective is
            certificate.1 | 42   | double | objective of the zero model is
            certificate.1 | 50   | double | lower bound is
            """)
    void isFound(String section, int at, String type, String failure) throws IOException {
        ModelFile.write(MODEL, file);
        byte[] good = Files.readAllBytes(file);
        Files.write(file, ModelFiles.withBytes(good, section, at, larger(good, section, at, type)));
        ConvexifiedCnn tampered = (ConvexifiedCnn) ModelFile.read(file);
        try (Workers workers = new Workers(1)) {
            Verification verification =
                    tampered.verify(ModelFiles.trainingImages(), workers).get(0);
            assertThat(verification.holds()).isFalse();
            assertThat(verification.failures()).anyMatch(line -> line.startsWith(failure));
        }
    }

    /** The number, larger by a thousandth. */
    private static byte[] larger(byte[] file, String section, int at, String type) {
        ByteBuffer content = ByteBuffer.wrap(file).position(ModelFiles.sectionOffset(file, section) + at);
        return type.equals("float")
                ? ByteBuffer.allocate(4).putFloat(content.getFloat() * 1.001f).array()
                : ByteBuffer.allocate(8).putDouble(content.getDouble() * 1.001).array();
    }
}
