package org.convolex.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, and in which words. */
class BadInputTest {

    private static final String IMAGES = "a-images-idx3-ubyte";
    private static final String LABELS = "a-labels-idx1-ubyte";
    private static final int[] SIDES = {2, 3, 4};
    private static final byte[] PIXELS = TestFiles.randomBytes(24);
    private static final byte[] GOOD_IMAGES = TestFiles.idx(0x803, SIDES, PIXELS);
    private static final byte[] GOOD_X = TestFiles.npyBytes("(2, 3)", new byte[6]);
    private static final byte[] GOOD_Y = TestFiles.npyBytes("(2,)", new byte[2]);

    private final Path dir;

    BadInputTest(@TempDir Path dir) {
        this.dir = dir;
    }

    /**
     * Files, the name they are opened by, and what is said about them.
     *
     * @param message with {@code $} for the folder that the files are in
     */
    record Case(String message, String spec, DataOptions options, Map<String, byte[]> files) {

        static Case of(String message, String spec) {
            return new Case(message, spec, DataOptions.DEFAULTS, new LinkedHashMap<>());
        }

        static Case of(String message, String spec, byte[] content) {
            return of(message, spec).with(spec, content);
        }

        static Case csv(String message, String content) {
            return of(message, "a.csv", content.getBytes(StandardCharsets.UTF_8));
        }

        static Case npz(String message, byte[] x, byte[] y) throws IOException {
            return of(message, "a.npz", TestFiles.npz(x, y));
        }

        Case with(String name, byte[] content) {
            files.put(name, content);
            return this;
        }

        Case labelColumn(String column) {
            return new Case(message, spec, options.withLabelColumn(column), files);
        }

        Case shape(int channels, int height, int width) {
            return new Case(message, spec, options.withShape(new ImageShape(channels, height, width)), files);
        }

        Case task(Task task) {
            return new Case(message, spec, options.withTask(task), files);
        }

        Case targets(int count) {
            return new Case(message, spec, options.withTargets(count), files);
        }

        @Override
        public String toString() {
            return message;
        }
    }

    static Stream<Case> names() {
        return Stream.of(
                Case.of("$/nowhere: no such file or folder; " + DataSources.EXPECTED, "nowhere"),
                new Case("the name of the data is empty; " + DataSources.EXPECTED, "", DataOptions.DEFAULTS, Map.of()),
                Case.of("$/a.txt: not a known kind of file; " + DataSources.EXPECTED, "a.txt", new byte[1]),
                Case.of("$/?: not a file name; " + DataSources.EXPECTED, "\0"));
    }

    static Stream<Case> idx() throws IOException {
        return Stream.of(
                images(
                        "magic number is 0x00000801, expected 0x00000803 (unsigned bytes, 3 dimensions)",
                        0,
                        0x801,
                        SIDES),
                images("count is 0, must be at least 1", 4, 0x803, 0, 3, 4),
                images("count is -2, must be at least 1", 4, 0x803, -2, 3, 4),
                images("image side is -3, must be at least 1", 8, 0x803, 2, -3, 4),
                images("image side is 0, must be at least 1", 12, 0x803, 2, 3, 0),
                Case.of(IMAGES + ": 40 bytes, but its header announces 52: the file is truncated", "a")
                        .with(IMAGES, TestFiles.idx(0x803, new int[] {3, 3, 4}, PIXELS)),
                Case.of(IMAGES + ": 40 bytes, but its header announces 28: the file is too long", "a")
                        .with(IMAGES, TestFiles.idx(0x803, new int[] {1, 3, 4}, PIXELS)),
                Case.of(
                                IMAGES + ": 40 bytes, but its header announces 9903520300447984000000000000:"
                                        + " the file is truncated",
                                "a")
                        .with(IMAGES, huge()),
                Case.of(IMAGES + ".gz: image shape 1 x 2147483647 x 2147483647: more than 134217728 pixels", "a")
                        .with(IMAGES + ".gz", TestFiles.gzip(huge())),
                Case.of(IMAGES + ".gz: offset 40: the file ends after 0 of 12 bytes of image 2: it is truncated", "a")
                        .with(
                                IMAGES + ".gz",
                                TestFiles.gzip(TestFiles.idx(0x803, new int[] {Integer.MAX_VALUE, 3, 4}, PIXELS))),
                Case.of(IMAGES + ".gz: offset 28: more bytes than the header announces", "a")
                        .with(IMAGES + ".gz", TestFiles.gzip(TestFiles.idx(0x803, new int[] {1, 3, 4}, PIXELS))),
                Case.of(
                                IMAGES
                                        + ": offset 0: the file ends after 3 of 4 bytes of the magic number: it is truncated",
                                "a")
                        .with(IMAGES, new byte[3]),
                Case.of(IMAGES + ".gz: the compressed data end too early: the file is truncated", "a")
                        .with(IMAGES + ".gz", Arrays.copyOf(TestFiles.gzip(GOOD_IMAGES), 40)),
                Case.of(IMAGES + ".gz: the compressed data end too early: the file is truncated", "a")
                        .with(IMAGES + ".gz", new byte[0]),
                Case.of(IMAGES + ".gz: not gzip data, or damaged (Not in GZIP format)", "a")
                        .with(IMAGES + ".gz", GOOD_IMAGES),
                Case.of(IMAGES + ".gz: not gzip data, or damaged (Corrupt GZIP trailer)", "a")
                        .with(IMAGES + ".gz", wrongTrailer(TestFiles.gzip(GOOD_IMAGES))),
                Case.of("labels: 2 images but 3 labels (" + IMAGES + ", " + LABELS + ")", "a")
                        .with(IMAGES, GOOD_IMAGES)
                        .with(LABELS, TestFiles.idxLabels(0, 1, 2)),
                Case.of(
                                LABELS + ": offset 0: magic number is 0x00000803, expected 0x00000801"
                                        + " (unsigned bytes, 1 dimension)",
                                "a")
                        .with(IMAGES, GOOD_IMAGES)
                        .with(LABELS, GOOD_IMAGES),
                Case.of(LABELS + ": 9 bytes, but its header announces 10: the file is truncated", "a")
                        .with(IMAGES, GOOD_IMAGES)
                        .with(LABELS, Arrays.copyOf(TestFiles.idxLabels(0, 1), 9)),
                Case.of(
                                "$/m/t10k-images-idx3-ubyte: images of 1 x 4 x 3, but $/m/train-images-idx3-ubyte has images of"
                                        + " 1 x 3 x 4",
                                "m")
                        .with("m/train-images-idx3-ubyte", GOOD_IMAGES)
                        .with("m/t10k-images-idx3-ubyte", TestFiles.idx(0x803, new int[] {2, 4, 3}, PIXELS)));
    }

    private static byte[] wrongTrailer(byte[] gzip) {
        return patched(gzip, gzip.length - 5, ~gzip[gzip.length - 5]);
    }

    private static byte[] huge() {
        return TestFiles.idx(0x803, new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE}, PIXELS);
    }

    private static Case images(String message, int offset, int magic, int... sides) {
        return Case.of(IMAGES + ": offset " + offset + ": " + message, "a")
                .with(IMAGES, TestFiles.idx(magic, sides, PIXELS));
    }

    static Stream<Case> csv() throws IOException {
        return Stream.of(
                Case.csv("a.csv: empty", ""),
                Case.csv("a.csv: empty", "\n\r\n"),
                Case.csv("a.csv: a header but no images", "p0,p1,label\n"),
                Case.csv("a.csv: line 3: 2 fields, but the first line has 3", "1,2,0\n1,2,1\n1,0\n"),
                Case.csv("a.csv: line 2, field 2: 'two' is not a finite number", "1,2,0\n1,two,1\n"),
                Case.csv("a.csv: line 1, field 2: 'two' is not a finite number", "1,two,0\n"),
                Case.csv("a.csv: line 2, field 1: '' is not a finite number", "1,2,0\n,2,1\n"),
                Case.csv("a.csv: line 2, field 1: 'NaN' is not a finite number", "1,2,0\nNaN,2,1\n"),
                Case.csv("a.csv: line 2, field 2: '-inf' is not a finite number", "1,2,0\n1,-inf,1\n"),
                Case.csv("a.csv: line 2, field 2: '1e99' is not a finite number", "1,2,0\n1,1e99,1\n"),
                Case.csv("a.csv: line 2, field 2: '0x1p3' is not a finite number", "1,2,0\n1,0x1p3,1\n"),
                Case.csv("a.csv: line 2, field 2: '1f' is not a finite number", "1,2,0\n1,1f,1\n"),
                Case.csv(
                        "a.csv: line 2, field 1: '" + "x".repeat(40) + "...' is not a finite number",
                        "1,2,0\n" + "x".repeat(1000) + ",2,1\n"),
                Case.csv("a.csv: line 2, field 3: label 0.5 is not an integer in 0..999", "1,2,0\n1,2,0.5\n")
                        .task(Task.CLASSIFICATION),
                Case.csv("a.csv: line 2, field 3: label -1 is not an integer in 0..999", "1,2,0\n1,2,-1\n"),
                Case.csv("a.csv: line 2, field 3: label 1000 is not an integer in 0..999", "1,2,0\n1,2,1000\n"),
                Case.csv("a.csv: line 2, field 3: 'cat' is not a finite number", "1,2,0\n1,2,cat\n"),
                Case.csv("a.csv: only one column: a line needs pixels and a label, separated by commas", "1\n2\n"),
                Case.csv("a.csv: line 1: no label column 'kind' among the 3 fields", "p0,p1,label\n1,2,0\n")
                        .labelColumn("kind"),
                Case.csv("a.csv: line 1: label column 3 is not in 0..2", "1,2,0\n")
                        .labelColumn("3"),
                Case.csv("a.csv: line 1: label column -1 is not in 0..2", "1,2,0\n")
                        .labelColumn("-1"),
                Case.csv("a.csv: line 2, field 3: 'NaN' is not a finite number", "1,2,0.5\n1,2,NaN\n"),
                Case.csv("a.csv: line 2, field 3: '-Infinity' is not a finite number", "1,2,0.5\n1,2,-Infinity\n"),
                Case.csv(
                        "a.csv: line 2, field 3: -1.0E101 is not a finite number in -1e100..1e100",
                        "1,2,0.5\n1,2,-1e101\n"),
                Case.csv("a.csv: line 2, field 3: 'cat' is not a finite number", "1,2,0.5\n1,2,cat\n")
                        .task(Task.REGRESSION),
                Case.csv("a.csv: 3 columns, none of which is left for pixels beside 3 targets", "1,2,0\n1,2,1\n")
                        .targets(3),
                Case.csv("a.csv: 3 columns, none of which is left for pixels beside 3 targets", "1,2,0\n1,2,1\n")
                        .targets(1000),
                Case.csv("a.csv: 2 values per image, but the given shape 1 x 2 x 2 has 4", "1,2,0\n")
                        .shape(1, 2, 2),
                Case.of(
                        "a.csv.gz: the compressed data end too early: the file is truncated",
                        "a.csv.gz",
                        Arrays.copyOf(TestFiles.gzip(TestFiles.bytes('1', ',', '2')), 15)),
                Case.of(
                        "a.csv.gz: not gzip data, or damaged (Not in GZIP format)",
                        "a.csv.gz",
                        TestFiles.bytes('1', ',', '2')));
    }

    static Stream<Case> npz() throws IOException {
        byte[] damaged = TestFiles.npz(GOOD_X, GOOD_Y);
        return Stream.of(
                Case.of("a.npz: not zip data, or damaged (zip END header not found)", "a.npz", new byte[100]),
                Case.of(
                        "a.npz: not zip data, or damaged (zip END header not found)",
                        "a.npz",
                        Arrays.copyOf(damaged, damaged.length - 30)),
                Case.of(
                        "a.npz: no array x with the images, only: images.npy",
                        "a.npz",
                        TestFiles.zip(Map.of("images.npy", GOOD_X))),
                Case.of(
                        "a.npz: x: not zip data, or damaged (wrong checksum)",
                        "a.npz",
                        damagedLast(TestFiles.storedZip(Map.of("x.npy", GOOD_X)), GOOD_X)),
                Case.of("a.npz: x: 2147483726 bytes cannot come out of a file of 188", "a.npz", forgedSize()),
                Case.npz("a.npz: x: offset 0: not a NumPy array", new byte[100], GOOD_Y),
                Case.npz(
                        "a.npz: x: offset 0: the file ends after 2 of 6 bytes of the magic number: it is truncated",
                        new byte[2],
                        GOOD_Y),
                Case.npz("a.npz: x: offset 6: version 9 is not 1, 2 or 3", patched(GOOD_X, 6, 9), GOOD_Y),
                Case.npz("a.npz: x: offset 8: a header of 16777276 bytes, more than 65536", longHeader(), GOOD_Y),
                Case.npz("a.npz: x: the header is not that of a NumPy array", patched(GOOD_X, 12, 'X'), GOOD_Y),
                type("'<c16'"),
                type("'|O'"),
                type("'<U5'"),
                type("'<f2'"),
                type("[('r', '|u1'), ('g', '|u1')]"),
                Case.npz(
                        "a.npz: x: Fortran order: save numpy.ascontiguousarray of it",
                        TestFiles.npy("'|u1'", "True", "(2, 3)", new byte[6]),
                        GOOD_Y),
                Case.npz(
                        "a.npz: x: 5 bytes of elements, but shape (2, 3) of type u1 takes 6",
                        TestFiles.npyBytes("(2, 3)", new byte[5]),
                        GOOD_Y),
                Case.npz(
                        "a.npz: x: 5 bytes of elements, but shape (2147483647, 2147483647) of type u1 takes"
                                + " 4611686014132420600",
                        TestFiles.npyBytes("(2147483647, 2147483647)", new byte[5]),
                        GOOD_Y),
                Case.npz(
                        "a.npz: x: shape (0, 3): every side must be at least 1",
                        TestFiles.npyBytes("(0, 3)", new byte[0]),
                        GOOD_Y),
                Case.npz(
                        "a.npz: x: shape (2, 99999999999): '99999999999' is not an integer in 1..2147483647",
                        TestFiles.npyBytes("(2, 99999999999)", new byte[6]),
                        GOOD_Y),
                Case.npz(
                        "a.npz: x: shape (6): expected n x d, n x H x W or n x C x H x W",
                        TestFiles.npyBytes("(6,)", new byte[6]),
                        GOOD_Y),
                Case.npz(
                        "a.npz: x: shape (): expected n x d, n x H x W or n x C x H x W",
                        TestFiles.npyBytes("()", new byte[1]),
                        GOOD_Y),
                Case.npz(
                        "a.npz: x: image 1, value 0: NaN is not a finite 32-bit number",
                        TestFiles.npyDoubles("(2, 2)", 1, 2, Double.NaN, 4),
                        GOOD_Y),
                Case.npz(
                        "a.npz: x: image 0, value 1: 1.0E99 is not a finite 32-bit number",
                        TestFiles.npyDoubles("(2, 2)", 1, 1e99, 3, 4),
                        GOOD_Y),
                Case.npz("a.npz: x: 3 values per image, but the given shape 1 x 2 x 2 has 4", GOOD_X, GOOD_Y)
                        .shape(1, 2, 2),
                Case.npz("a.npz: y: 2 images but 3 labels", GOOD_X, TestFiles.npyBytes("(3,)", new byte[3])),
                Case.npz(
                                "a.npz: y: labels of a type that is not integer: save y.astype('int64')",
                                GOOD_X,
                                TestFiles.npyDoubles("(2,)", 0, 1))
                        .task(Task.CLASSIFICATION),
                Case.npz(
                        "a.npz: y: shape (2, 1): expected one label per image",
                        GOOD_X,
                        TestFiles.npyBytes("(2, 1)", new byte[2])),
                Case.npz(
                        "a.npz: y: image 1: label -3 is not an integer in 0..999",
                        GOOD_X,
                        TestFiles.npy("'|i1'", "False", "(2,)", TestFiles.bytes(0, -3))),
                Case.npz(
                        "a.npz: y: image 0: label 65535 is not an integer in 0..999",
                        GOOD_X,
                        TestFiles.npy("'<u2'", "False", "(2,)", TestFiles.bytes(255, 255, 0, 0))),
                Case.npz("a.npz: y: 2 images but 3 rows of targets", GOOD_X, TestFiles.npyDoubles("(3,)", 0.5, 1, 2)),
                Case.npz(
                        "a.npz: y: shape (2, 1, 1): expected n targets, or n x d for d targets per image",
                        GOOD_X,
                        TestFiles.npyDoubles("(2, 1, 1)", 0.5, 1)),
                Case.npz(
                        "a.npz: y: image 1: NaN is not a finite number in -1e100..1e100",
                        GOOD_X,
                        TestFiles.npyDoubles("(2,)", 0.5, Double.NaN)),
                Case.npz(
                        "a.npz: y: image 1, target 0: -Infinity is not a finite number in -1e100..1e100",
                        GOOD_X,
                        TestFiles.npyDoubles("(2, 2)", 0.5, 1, Double.NEGATIVE_INFINITY, 1)),
                Case.npz(
                                "a.npz: y: 2 targets per image, but 3 are expected",
                                GOOD_X,
                                TestFiles.npyDoubles("(2, 2)", 1, 2, 3, 4))
                        .targets(3));
    }

    private static Case type(String descr) throws IOException {
        return Case.npz(
                "a.npz: x: elements of type " + descr + " are not supported: save integers, float32 or float64",
                TestFiles.npy(descr, "False", "(2, 3)", new byte[6]),
                GOOD_Y);
    }

    /** With another value in the last byte of an entry, which comes first in the archive. */
    private static byte[] damagedLast(byte[] zip, byte[] entry) {
        int localHeader = 30 + "x.npy".length();
        return patched(zip, localHeader + entry.length - 1, 0x55);
    }

    /** An archive whose directory and whose array both claim 2 GiB. */
    private static byte[] forgedSize() throws IOException {
        byte[] x = TestFiles.npyBytes("(2147483647, 1)", new byte[1]);
        byte[] zip = TestFiles.storedZip(Map.of("x.npy", x));
        ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int directory = buffer.getInt(zip.length - 6);
        buffer.putInt(directory + 24, x.length - 1 + Integer.MAX_VALUE);
        return zip;
    }

    private static byte[] patched(byte[] content, int offset, int value) {
        byte[] patched = content.clone();
        patched[offset] = (byte) value;
        return patched;
    }

    /** Of version 2, whose length has four bytes: the last of them takes the place of the header's first. */
    private static byte[] longHeader() {
        return patched(patched(patched(GOOD_X, 6, 2), 10, 0), 11, 1);
    }

    static Stream<Case> cifar() {
        return Stream.of(
                Case.of(
                        "a.bin: 3072 bytes is not a positive multiple of 3073: not CIFAR-10, or truncated",
                        "a.bin",
                        new byte[3072]),
                Case.of(
                        "a.bin: 0 bytes is not a positive multiple of 3073: not CIFAR-10, or truncated",
                        "a.bin",
                        new byte[0]),
                Case.of("a.bin: offset 3073: label 10 is not in 0..9", "a.bin", TestFiles.cifar(9, 10)));
    }

    static Stream<Case> folders() throws IOException {
        byte[] png = TestFiles.greyPng(4, 4);
        byte[] jpeg = TestFiles.encode("jpg", TestFiles.image(BufferedImage.TYPE_BYTE_GRAY, 40, 40));
        return Stream.of(
                Case.of(
                                "$/f/b/1.png: an image of 1 x 4 x 5, but $/f/a/1.png is of 1 x 4 x 4;"
                                        + " all must be of the same size",
                                "f")
                        .with("f/a/1.png", png)
                        .with("f/b/1.png", TestFiles.greyPng(4, 5)),
                Case.of(
                                "$/f/2.png: an image of 3 x 4 x 4, but $/f/1.png is of 1 x 4 x 4;"
                                        + " all must be of the same size",
                                "f")
                        .with("f/1.png", png)
                        .with("f/2.png", TestFiles.encode("png", TestFiles.image(BufferedImage.TYPE_INT_RGB, 4, 4))),
                Case.of("$/f/1.png: the content is neither PNG nor JPEG", "f").with("f/1.png", new byte[100]),
                Case.of("$/f/1.png: the content is neither PNG nor JPEG", "f").with("f/1.png", new byte[0]),
                Case.of("$/f/1.png: the image is damaged (Error reading PNG image data)", "f")
                        .with("f/1.png", Arrays.copyOf(png, 50)),
                Case.of("$/f/1.jpg: the image is damaged (Truncated File - Missing EOI marker)", "f")
                        .with("f/1.jpg", Arrays.copyOf(jpeg, jpeg.length - 20)),
                Case.of("$/f: only one class folder (a): at least 2 are needed", "f")
                        .with("f/a/1.png", png),
                Case.of("$/f/b: a class folder without PNG or JPEG images", "f")
                        .with("f/a/1.png", png)
                        .with("f/b/readme.txt", new byte[1]),
                Case.of("$/f: a folder without images: " + DataSources.EXPECTED, "f")
                        .with("f/readme.txt", new byte[1]),
                Case.of("$/f: both class folders (a) and loose images (1.png): move one of them away", "f")
                        .with("f/a/1.png", png)
                        .with("f/1.png", png));
    }

    static Stream<Case> options() {
        return Stream.of(
                Case.of("$/a: a label column was given, but only CSV files have one", "a")
                        .with(IMAGES, GOOD_IMAGES)
                        .labelColumn("0"),
                Case.of("$/a: the shape 1 x 4 x 3 was given, but the images are of 1 x 3 x 4", "a")
                        .with(IMAGES, GOOD_IMAGES)
                        .shape(1, 4, 3));
    }

    @ParameterizedTest
    @MethodSource({"names", "idx", "csv", "npz", "cifar", "folders", "options"})
    void isRefused(Case input) throws IOException {
        for (Map.Entry<String, byte[]> file : input.files().entrySet()) {
            TestFiles.write(dir, file.getKey(), file.getValue());
        }
        String spec = input.spec().isEmpty() ? "" : dir + "/" + input.spec();
        assertThatThrownBy(() -> DataSources.open(spec, input.options()).train().load())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(input.message().replace("$", "" + dir))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @MethodSource("org.convolex.data.SampleFile#all")
    void aLimitBelowOneIsRefused(SampleFile sample) throws IOException {
        DataSource source = sample.open(dir, sample.content());
        assertThatThrownBy(() -> source.load(0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("limit 0: the number of images must be at least 1");
    }
}
