package org.convolex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.convolex.Model;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are not, or no longer, those of a model file. */
class DamagedFileTest {
    private static final Model MODEL = ModelFiles.tinyModel(1);
    private static final Model EXACT = ModelFiles.tinyExact(1);

    private final Path file;
    private byte[] good = new byte[0];

    DamagedFileTest(@TempDir Path dir) {
        this.file = dir.resolve("m.cvx");
    }

    @BeforeEach
    void writeModel() throws IOException {
        write(MODEL);
    }

    private void write(Model model) throws IOException {
        ModelFile.write(model, file);
        good = Files.readAllBytes(file);
    }

    static Stream<Named<Model>> models() {
        return Stream.of(Named.of("ccnn", MODEL), Named.of("exact", EXACT));
    }

    private void assertRefused(byte[] content, String message) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(file + ": " + message);
    }

    private void assertRefused(byte[] content, int at) throws IOException {
        Files.write(file, content);
        try {
            ModelFile.read(file);
            fail("accepted, byte " + at);
        } catch (InvalidInputException e) {
            assertThat(e.getMessage())
                    .startsWith(file + ": ")
                    .doesNotContain("\n")
                    .doesNotContain("null");
        } catch (RuntimeException e) {
            fail("byte " + at, e);
        }
    }

    /** Every byte of header, table and the first section, and every few of the long sections. */
    private static int next(int at) {
        return at + (at < 1000 ? 1 : 3);
    }

    @ParameterizedTest
    @MethodSource("models")
    void cutAnywhere(Model model) throws IOException {
        write(model);
        for (int length = 0; length < good.length; length = next(length)) {
            assertRefused(Arrays.copyOf(good, length), length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "convolution", "program", "neurons", "certificate", "provenance"})
    void cutBeforeASectionOfMethodExact(String section) throws IOException {
        write(EXACT);
        cutBeforeASectionUnderARepairedHeader(section);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "network", "pipeline.1", "weights.1", "certificate.1", "provenance"})
    void cutBeforeASectionUnderARepairedHeader(String section) throws IOException {
        int offset = ModelFiles.sectionOffset(good, section);
        byte[] cut = Arrays.copyOf(good, offset + 32);
        ByteBuffer.wrap(cut).putLong(24, cut.length);
        assertRefused(ModelFiles.withChecksum(cut), offset);
    }

    @ParameterizedTest
    @MethodSource("models")
    void anyByteFlipped(Model model) throws IOException {
        write(model);
        SplittableRandom random = new SplittableRandom(1);
        for (int at = 0; at < good.length; at = next(at)) {
            byte[] damaged = good.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            assertRefused(damaged, at);
        }
    }

    /** Whoever changes a file may repair its checksum too: then it may be a model, and must work as one. */
    @ParameterizedTest
    @MethodSource("models")
    void anyByteChangedUnderARepairedChecksum(Model model) throws IOException {
        write(model);
        SplittableRandom random = new SplittableRandom(2);
        Dataset image = ModelFiles.trainingImages().head(1);
        try (Workers workers = new Workers(1)) {
            for (int at = 0; at < good.length - 32; at = next(at)) {
                byte[] damaged = good.clone();
                damaged[at] = (byte) random.nextInt(256);
                Files.write(file, ModelFiles.withChecksum(damaged));
                Model read;
                try {
                    read = ModelFile.read(file);
                } catch (InvalidInputException e) {
                    assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
                    continue;
                }
                assertThat(read.scores(image, workers)).as("byte %d", at).hasSize(10);
            }
        }
    }

    @Test
    void whatIsThereIsNamed() throws IOException {
        assertRefused(new byte[0], "not a Convolex model (it is empty)");
        assertRefused(
                "label,p0,p1\n".getBytes(StandardCharsets.US_ASCII),
                "not a Convolex model (it starts with \"label,p0\", expected \"CVXMODEL\")");
        assertRefused(
                new byte[] {'P', 'K', 3, 4, (byte) 0x80},
                "not a Convolex model (it starts with \"PK...\", expected \"CVXMODEL\")");
        assertRefused(Arrays.copyOf(good, 3), "damaged model file: it ends after 3 bytes, within its header");
        assertRefused(
                Arrays.copyOf(good, 100), "damaged model file: it has 100 bytes, but its header says " + good.length);
        assertRefused(
                Arrays.copyOf(good, good.length + 1),
                "damaged model file: it has " + (good.length + 1) + " bytes, but its header says " + good.length);
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 1;
        assertRefused(flipped, "damaged model file: its bytes do not have the checksum that it holds");
    }

    @ParameterizedTest
    @CsvSource({"\\r\\n, \\n", "(?<!\\r)\\n, \\r\\n", "\\r(?!\\n), \\n", "[\\x80-\\xFF], ?", "\\x00, ' '", "\\x1A, ''"})
    void conversionsOfTextAreRecognized(String from, String to) throws IOException {
        String text = new String(good, StandardCharsets.ISO_8859_1);
        String converted = text.replaceAll(from, to.translateEscapes());
        assertRefused(
                converted.getBytes(StandardCharsets.ISO_8859_1),
                "damaged model file: bytes that a transfer as text would change are changed");
    }

    @Test
    void somethingElseThanAFile(@TempDir Path dir) {
        assertThatThrownBy(() -> ModelFile.read(dir.resolve("none.cvx")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(dir.resolve("none.cvx") + ": no such file");
        assertThatThrownBy(() -> ModelFile.read(dir))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(dir + ": is a folder, not a file");
    }

    @Test
    void aLaterMajorVersionNamesBoth() throws IOException {
        byte[] later = ByteBuffer.wrap(good.clone()).putShort(16, (short) 2).array();
        assertRefused(
                later,
                "a model file of format version 2.0, but this release ("
                        + MODEL.provenance().version() + ") reads version 1.0");
    }

    @Test
    void forgedTables() throws IOException {
        int entry = ModelFiles.tableEntry(good, "weights.1");
        int begin = ModelFiles.sectionOffset(good, "weights.1");
        int end = good.length - 32;
        byte[] manySections = ByteBuffer.wrap(good.clone()).putInt(20, -1).array();
        assertRefused(
                ModelFiles.withChecksum(manySections),
                "damaged model file: it is too short for the 4294967295 sections that its header announces");
        byte[] fewSections = ByteBuffer.wrap(good.clone()).putInt(20, 5).array();
        assertRefused(
                ModelFiles.withChecksum(fewSections),
                "damaged model file: section 'model' is said to have 74 bytes from 224 on, but it begins at 192 and the"
                        + " sections end at " + end);
        byte[] longSection = ByteBuffer.wrap(good.clone())
                .putLong(entry + 24, Long.MAX_VALUE)
                .array();
        assertRefused(
                ModelFiles.withChecksum(longSection),
                "damaged model file: section 'weights.1' is said to have 9223372036854775807 bytes from " + begin
                        + " on, but it begins at " + begin + " and the sections end at " + end);
        byte[] negative = ByteBuffer.wrap(good.clone()).putLong(entry + 24, -1).array();
        assertRefused(
                ModelFiles.withChecksum(negative),
                "damaged model file: section 'weights.1' is said to have 18446744073709551615 bytes from " + begin
                        + " on, but it begins at " + begin + " and the sections end at " + end);
        byte[] renamed = ByteBuffer.wrap(good.clone()).put(entry, (byte) 'W').array();
        assertRefused(ModelFiles.withChecksum(renamed), "damaged model file: section 'weights.1' is missing");
        byte[] twice = good.clone();
        System.arraycopy(good, ModelFiles.tableEntry(good, "model"), twice, entry, 16);
        assertRefused(ModelFiles.withChecksum(twice), "damaged model file: section 'model' comes twice");
        int last = ModelFiles.tableEntry(good, "provenance") + 24;
        byte[] leftOver = ByteBuffer.wrap(good.clone())
                .putLong(last, ByteBuffer.wrap(good).getLong(last) - 7)
                .array();
        assertRefused(ModelFiles.withChecksum(leftOver), "damaged model file: 7 bytes follow its last section");
    }
}
