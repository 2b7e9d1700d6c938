package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Export through the command line alone. */
class ExportCommandTest {
    private static Path model;

    private final Path folder;
    private final Path onnx;

    ExportCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.onnx = folder.resolve("small.onnx");
    }

    @BeforeAll
    static void train(@TempDir Path shared) {
        model = shared.resolve("small.cvx");
        SmallTraining.run(model, "--quiet");
    }

    private static Map<String, String> metadata(Path file) throws OrtException {
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            assertThat(session.getInputNames()).containsExactly("pixels");
            assertThat(session.getOutputNames()).containsExactly("scores", "label");
            return session.getMetadata().getCustomMetadata();
        }
    }

    @Test
    void exportsWithoutAProbe() throws OrtException {
        CommandLineRun run = CommandLineRun.of("export", model.toString(), "--onnx", onnx.toString(), "--opset", "13");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("method ccnn", "pixels, float32 [N, 1, 8, 8]", "scores, float32 [N, 10]; label, int64 [N]")
                .contains(onnx.toString(), "opset 13")
                .doesNotContain("probe");
        assertThat(metadata(onnx)).containsEntry("method", "ccnn").doesNotContainKey("probe.images");
    }

    @Test
    void showsAndStoresWhatTheProbeMeasures() throws OrtException {
        CommandLineRun run =
                CommandLineRun.of("export", model.toString(), "--onnx", onnx.toString(), "--probe", "digits");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("597 images (digits, test split) in onnxruntime 1.")
                .containsPattern("deviation +at most [0-9.e-]+, [0-9.e-]+ of the largest score")
                .containsPattern("labels +0 of 597 are others");
        Map<String, String> metadata = metadata(onnx);
        assertThat(metadata)
                .containsEntry("probe.data", "digits, test split")
                .containsEntry("probe.images", "597")
                .containsEntry("probe.label-flips", "0");
        assertThat(Double.parseDouble(metadata.get("probe.relative-deviation"))).isBetween(0.0, 1e-4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MODEL --onnx FOLDER/a.onnx --opset 12   | opset must be 13 to 17, got 12
            MODEL --onnx FOLDER/a.onnx --opset 21   | opset must be 13 to 17, got 21: runtimes of later ones run these, too
            MODEL --onnx FOLDER/a.onnx --opset new  | invalid value for option '--opset'
            MODEL --onnx MODEL                      | --onnx MODEL: is the model
            MODEL --onnx FOLDER/none/a.onnx         | --onnx FOLDER/none/a.onnx: there is no folder
            MODEL --onnx /dev/full                  | --onnx /dev/full: is not a plain file and cannot be replaced
            MODEL --onnx FOLDER                     | --onnx FOLDER: is a folder
            MODEL --onnx FOLDER/a.onnx --probe none | none: no such file or folder
            MODEL --onnx FOLDER/a.onnx --probe FOLDER/x.csv | FOLDER/x.csv: images of 1 x 1 x 2, but MODEL was trained on
            FOLDER/x.csv --onnx FOLDER/a.onnx       | FOLDER/x.csv: not a Convolex model
            nosuch.cvx --onnx FOLDER/a.onnx         | nosuch.cvx: no such file
            MODEL                                   | missing required option: '--onnx=F.onnx'
            """)
    void refusesInOneLineAndWritesNothing(String arguments, String message) throws IOException {
        Files.writeString(folder.resolve("x.csv"), "1,2,0\n3,4,1\n");
        byte[] before = Files.readAllBytes(model);

        CommandLineRun.assertRefused(filled(message), ("export " + filled(arguments)).split(" "));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("x.csv"));
        }
        assertThat(Files.readAllBytes(model)).isEqualTo(before);
    }

    private String filled(String text) {
        return text.replace("MODEL", model.toString()).replace("FOLDER", folder.toString());
    }

    @Test
    void aDamagedModelIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged.cvx"), bytes);
        CommandLineRun.assertRefused(
                damaged + ": damaged model file", "export", damaged.toString(), "--onnx", onnx.toString());
        assertThat(onnx).doesNotExist();
    }
}
