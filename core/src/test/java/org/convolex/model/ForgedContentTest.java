package org.convolex.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.convolex.Model;
import org.convolex.data.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content that no trainer writes, under a right checksum. The model has 1 x 8 x 8 images, patches of 9 numbers, 24 features. */
class ForgedContentTest {
    private static final Model MODEL = ModelFiles.tinyModel(1);

    private final Path file;
    private final ForgedFile forged;

    ForgedContentTest(@TempDir Path dir) throws IOException {
        this.file = dir.resolve("m.cvx");
        this.forged = ForgedFile.of(MODEL, file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model    | 0   | 33         | method has 33 bytes, more than 32
            model    | 0   | -1         | the length of method is -1, which is less than 0
            model    | 8   | -1         | channels is -1, which is less than 1
            model    | 12  | 0          | height is 0, which is less than 1
            model    | 16  | 2147483647 | image shape 1 x 8 x 2147483647: more than 134217728 pixels
            model    | 20  | 0          | number of outputs is 0, which is less than 1
            model    | 20  | 9          | it has 5 bytes more than its content takes
            model    | 20  | 2147483647 | it ends too early for the length of name of output 10
            model    | 24  | 2147483647 | it ends too early for name of output 0
            pipeline.1 | 0   | 0          | patch size is 0, which is less than 1
            pipeline.1 | 0   | 4          | length of a patch is 9, but the rest of the model has 16
            pipeline.1 | 4   | -3         | stride is -3, which is less than 1
            pipeline.1 | 8   | 3          | padding must be in 0..2 (below the patch), got 3
            pipeline.1 | 12  | 0          | pool is 0, which is less than 1
            pipeline.1 | 12  | 2147483647 | a patch size of 3, a padding of 0 or a pool of 2147483647 is more than 16777216
            pipeline.1 | 28  | 10         | length of a patch is 10, but the rest of the model has 9
            pipeline.1 | 787 | 0          | number of features is 0, which is less than 1
            pipeline.1 | 787 | 2147483647 | it ends too early for frequencies
            pipeline.1 | 787 | 25         | it ends too early for feature mean
            weights.1  | 0   | 25         | number of features is 25, but the rest of the model has 24
            weights.1  | 4   | 9          | number of outputs is 9, but the rest of the model has 10
            weights.1  | 8   | 16         | number of positions is 16, but the rest of the model has 9
            weights.1  | 12  | -1         | rank is -1, which is less than 0
            weights.1  | 12  | 2147483647 | rank 2147483647 is more than the 24 features allow
            weights.1  | 16  | -1         | number of filters is -1, which is less than 0
            pipeline.1 | 32  | 10         | whitened patches have 10 numbers, more than the 9 of a patch
            network  | 12  | 0          | number of layers is 0, which is less than 1
            provenance | 0 | 2147483647 | it ends too early for version
            """)
    void integers(String section, int at, int value, String reason) throws IOException {
        forged.assertRefused(section, at, value, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pipeline.1    | 20   | 0         | contrast constant must be finite and > 0, got 0.0
            pipeline.1    | 44   | NaN       | patch mean, number 1: NaN is not a finite number
            pipeline.1    | 108  | Infinity  | whitening matrix, number 0: Infinity is not a finite number
            pipeline.1    | 779  | -0.5      | gamma must be finite and > 0, got -0.5
            pipeline.1    | 779  | 0         | gamma must be finite and > 0, got 0.0
            pipeline.1    | 2511 | NaN       | frequencies, number 215: NaN is not a finite number
            pipeline.1    | 2519 | -Infinity | phases, number 0: -Infinity is not a finite number
            certificate.1 | 18   | 0         | radius must be finite and > 0, got 0.0
            certificate.1 | 18   | NaN       | radius must be finite and > 0, got NaN
            """)
    void doubles(String section, int at, double value, String reason) throws IOException {
        forged.assertRefused(section, at, value, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pipeline.1 | 16   | 0        | pixel scale must be finite and > 0, got 0.0
            pipeline.1 | 2711 | NaN      | feature mean, number 0: NaN is not a finite number
            pipeline.1 | 2807 | -1       | feature scale must be finite and > 0, got -1.0
            weights.1  | 20   | NaN      | filter 0, number 0: NaN is not a finite number
            weights.1  | 116  | Infinity | responses of filter 0, number 0: Infinity is not a finite number
            """)
    void floats(String section, int at, float value, String reason) throws IOException {
        forged.assertRefused(section, at, ByteBuffer.allocate(4).putFloat(value).array(), reason);
    }

    @Test
    void words() throws IOException {
        forged.assertRefused(
                "network",
                4,
                ascii("LOGISTIX"),
                "loss must be one of logistic, squared, squared-hinge, huber, got 'LOGISTIX'");
        forged.assertRefused(
                "certificate.1",
                4,
                ascii("UNIVERSAL_CLAI"),
                "scope must be one of [GLOBAL, GIVEN_FEATURES, PER_LAYER, GIVEN_GATES, RELAXATION], got 'UNIVERSAL_CLAI'");
        forged.assertRefused(
                "pipeline.1",
                760,
                ascii("phourie"),
                "map must be one of [fourier, fourier-independent, fastfood, maclaurin, nystrom, nystrom-kmeans, exact,"
                        + " identity], got 'phourie'");
        forged.assertRefused(
                "pipeline.1",
                771,
                ascii("gaussia!"),
                "kernel must be one of [gaussian, inverse-polynomial, linear], got 'gaussia!'");
        forged.assertRefused("model", 28, new byte[] {(byte) 0xFF}, "name of output 0 is not UTF-8");
        forged.assertRefused("model", 4, new byte[] {(byte) 0xC3, '('}, "method is not UTF-8");
        Files.write(file, ModelFiles.withBytes(forged.good(), "model", 4, ascii("dnns")));
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        file + ": a model of method 'dnns', but this release ("
                                + MODEL.provenance().version() + ") reads only 'ccnn', 'ccnn-regression', 'exact',"
                                + " 'exact-regression', 'relaxation', 'relaxation-regression', 'convotron' and 'convotron-regression'");
    }

    @Test
    void scalesOfTargets() throws IOException {
        ForgedFile regression = ForgedFile.of(ModelFiles.tinyRegression(1), file);
        regression.assertRefused("standardization", 8, 0.0, "scale of target 0 must be finite and > 0, got 0.0");
        regression.assertRefused(
                "standardization", 16, Double.NaN, "mean of target 1, number 0: NaN is not a finite number");
    }

    /** Patches of 2^16 x 2^16 numbers over a grid of 65543 x 65543: their length overflows an int to 0. */
    @Test
    void sizesThatOverflow() throws IOException {
        ByteBuffer grid = ByteBuffer.allocate(12).putInt(1 << 16).putInt(1).putInt((1 << 16) - 1);
        forged.assertRefused(
                "pipeline.1",
                0,
                grid.array(),
                "the patches of one image have 18450684933836900000 numbers, more than 2147483647");
    }

    @Test
    void settingsOutOfOrder() throws IOException {
        String text = new String(forged.good(), StandardCharsets.ISO_8859_1);
        int at = text.indexOf("contrast") - ModelFiles.sectionOffset(forged.good(), "provenance");
        forged.assertRefused("provenance", at, ascii("zontrast"), "setting 'features' is not in order");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
