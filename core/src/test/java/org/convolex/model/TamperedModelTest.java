package org.convolex.model;

import java.io.IOException;
import java.nio.file.Path;
import org.convolex.ccnn.ConvexifiedCnn;
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
        ForgedFile.of(MODEL, file).assertFound(section, at, type, 1.001, ModelFiles.trainingImages(), failure);
    }
}
