package org.convolex.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistVariationsTest {
    private static final int SIDE = 28;
    private static final int PIXELS = SIDE * SIDE;
    private static final int DIGITS = 20;
    private static final MnistVariations SMALL = new MnistVariations(new MnistVariations.Sizes(9, 3, 6), 7);

    private Path dir;

    /** Twenty digits, strokes of grey on black; digit i is of class i mod 4. And two photographs of noise, one coloured. */
    @BeforeEach
    void write(@TempDir Path own) throws IOException {
        dir = own;
        byte[][] digits = new byte[DIGITS][PIXELS];
        int[] labels = new int[DIGITS];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < DIGITS; i++) {
            for (int y = 8; y < 20; y++) {
                for (int x = 10; x < 16; x++) {
                    digits[i][y * SIDE + x] = (byte) (1 + random.nextInt(255));
                }
            }
            labels[i] = i % 4;
        }
        writePart("train", digits, labels, 0, 12);
        writePart("t10k", digits, labels, 12, DIGITS);
        TestFiles.write(dir, "photos/a.png", noise(BufferedImage.TYPE_BYTE_GRAY, 60, 70));
        TestFiles.write(dir, "photos/b.png", noise(BufferedImage.TYPE_INT_RGB, 28, 90));
        TestFiles.write(dir, "photos/readme.txt", "not a picture");
    }

    private void writePart(String stem, byte[][] digits, int[] labels, int from, int to) throws IOException {
        byte[] pixels = new byte[(to - from) * PIXELS];
        int[] classes = new int[to - from];
        for (int i = from; i < to; i++) {
            System.arraycopy(digits[i], 0, pixels, (i - from) * PIXELS, PIXELS);
            classes[i - from] = labels[i];
        }
        int[] sides = {to - from, SIDE, SIDE};
        TestFiles.write(dir, "mnist/" + stem + "-images-idx3-ubyte", TestFiles.idx(0x803, sides, pixels));
        TestFiles.write(dir, "mnist/" + stem + "-labels-idx1-ubyte", TestFiles.idxLabels(classes));
    }

    private static byte[] noise(int type, int height, int width) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        SplittableRandom random = new SplittableRandom(height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, random.nextInt(256));
                }
            }
        }
        return TestFiles.encode("png", image);
    }

    private void make(MnistVariations variations, String out) {
        variations.write(dir.resolve("mnist"), dir.resolve("photos"), dir.resolve(out), variation -> {});
    }

    private DataSplit open(String out, MnistVariation variation) {
        return DataSources.open(dir.resolve(out).resolve(variation.folder()).toString());
    }

    /** The digits of all parts as text, so that sets can be compared. */
    private static List<String> images(DataSplit split) {
        List<String> images = new ArrayList<>();
        for (DataSource part : List.of(
                split.train(), split.validation().orElseThrow(), split.test().orElseThrow())) {
            Dataset loaded = part.load();
            for (int i = 0; i < loaded.size(); i++) {
                images.add(loaded.label(i) + ":" + HexFormat.of().formatHex(pixels(loaded, i)));
            }
        }
        return images;
    }

    private static byte[] pixels(Dataset images, int index) {
        float[] values = new float[PIXELS];
        images.copyImage(index, values, 0);
        byte[] bytes = new byte[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            bytes[i] = (byte) (int) values[i];
        }
        return bytes;
    }

    @Test
    void theSameSeedGivesTheSameBytesOnEveryMachine() throws Exception {
        make(SMALL, "a");
        make(SMALL, "b");
        make(new MnistVariations(SMALL.sizes(), 8), "c");

        assertThat(hash("a")).isEqualTo(hash("b")).isNotEqualTo(hash("c"));
        assertThat(hash("a")).isEqualTo("e57dd966682b9f55cde6f9944bab4368a0101100f14eaa3cbf371a2937a967a5");
    }

    /** Over the names and contents of all files, in the order of their names. */
    private String hash(String out) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Path folder = dir.resolve(out);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(
                        folder.relativize(file).toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void basicHasEachDigitAtMostOnceWithItsLabel() {
        make(SMALL, "out");

        DataSplit basic = open("out", MnistVariation.BASIC);
        List<String> made = images(basic);
        Set<String> given = new HashSet<>();
        DataSplit mnist = DataSources.open(dir.resolve("mnist").toString());
        for (DataSource part : List.of(mnist.train(), mnist.test().orElseThrow())) {
            Dataset loaded = part.load();
            for (int i = 0; i < loaded.size(); i++) {
                given.add(loaded.label(i) + ":" + HexFormat.of().formatHex(pixels(loaded, i)));
            }
        }
        assertThat(given).hasSize(DIGITS);
        assertThat(made).hasSize(18).doesNotHaveDuplicates();
        assertThat(given).containsAll(made);
        assertThat(basic.train().size()).isEqualTo(9);
        assertThat(basic.validation().orElseThrow().size()).isEqualTo(3);
        assertThat(basic.test().orElseThrow().size()).isEqualTo(6);
    }

    @Test
    void allVariationsShowTheSameDigitsInTheSameOrder() {
        make(SMALL, "out");

        Dataset basic = open("out", MnistVariation.BASIC).train().load();
        for (MnistVariation variation : MnistVariation.all()) {
            Dataset varied = open("out", variation).train().load();
            for (int i = 0; i < basic.size(); i++) {
                assertThat(varied.label(i)).isEqualTo(basic.label(i));
                if (!variation.turned()) {
                    assertBrighter(pixels(varied, i), pixels(basic, i));
                }
            }
        }
    }

    /** Where it differs from the digit, the background is brighter. */
    private static void assertBrighter(byte[] varied, byte[] digit) {
        for (int j = 0; j < PIXELS; j++) {
            assertThat(varied[j] & 0xFF).isGreaterThanOrEqualTo(digit[j] & 0xFF);
        }
    }

    @Test
    void everyBackgroundIsAnother() {
        make(SMALL, "out");

        for (MnistVariation variation : List.of(MnistVariation.RAND, MnistVariation.IMG, MnistVariation.IMG_ROT)) {
            Dataset varied = open("out", variation).train().load();
            Set<String> corners = new HashSet<>();
            for (int i = 0; i < varied.size(); i++) {
                corners.add(HexFormat.of().formatHex(pixels(varied, i), 0, SIDE));
            }
            assertThat(corners).hasSize(varied.size());
        }
    }

    @Test
    void aQuarterTurnMovesEveryPixelToItsPlace() {
        byte[] image = TestFiles.bytes(1, 2, 3, 4, 5, 6, 7, 8, 9);

        assertThat(VariationPainter.turned(image, 3, 3, Math.PI / 2))
                .isEqualTo(TestFiles.bytes(3, 6, 9, 2, 5, 8, 1, 4, 7));
        assertThat(VariationPainter.turned(image, 3, 3, 0)).isEqualTo(image);
    }

    @Test
    void anEighthOfATurnInterpolates() {
        byte[] image = TestFiles.bytes(0, 0, 0, 0, 0, 200, 0, 0, 0);

        byte[] turned = VariationPainter.turned(image, 3, 3, Math.PI / 4);

        // the corner up right falls on (1.41, 0) to the right of the centre: 0.41 beyond the bright pixel, towards
        // black
        assertThat(turned[2] & 0xFF).isEqualTo((int) Math.round(200 * (2 - Math.sqrt(2))));
        // the pixel to the right falls half-way down: 0.71 towards the bright column, 0.71 below the bright row
        double near = Math.sqrt(0.5);
        assertThat(turned[5] & 0xFF).isEqualTo((int) Math.round(200 * near * (1 - near)));
    }

    @Test
    void plainPiecesAreRefusedAndTexturedOnesFound() throws IOException {
        BufferedImage half = new BufferedImage(28 * 40, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                half.getRaster().setSample(x, y, 0, (x + y) % 2 == 0 ? 255 : 0);
            }
        }
        TestFiles.write(dir, "half/a.png", TestFiles.encode("png", half));
        ImageShape shape = new ImageShape(1, SIDE, SIDE);
        Photographs photographs = Photographs.read(dir.resolve("half"), shape);

        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) {
            assertThat(deviation(photographs.piece(shape, random))).isGreaterThanOrEqualTo(Photographs.LEAST_DEVIATION);
        }
    }

    private static double deviation(byte[] piece) {
        double mean = 0;
        for (byte pixel : piece) {
            mean += (pixel & 0xFF) / (double) piece.length;
        }
        double variance = 0;
        for (byte pixel : piece) {
            variance += Math.pow((pixel & 0xFF) - mean, 2) / piece.length;
        }
        return Math.sqrt(variance);
    }

    @Test
    void refusesWhatItCannotUseAndLeavesNothingBehind() throws IOException {
        TestFiles.write(dir, "none/readme.txt", "no pictures");
        TestFiles.write(dir, "tiny/a.png", TestFiles.greyPng(27, 60));
        TestFiles.write(
                dir, "plain/a.png", TestFiles.encode("png", new BufferedImage(60, 60, BufferedImage.TYPE_BYTE_GRAY)));
        Files.createDirectories(dir.resolve("there/rot"));
        TestFiles.write(dir, "file", "in the way");

        assertRefused(SMALL, "mnist", "none", "out", "none: no PNG or JPEG images in this folder");
        assertRefused(SMALL, "mnist", "nosuch", "out", "nosuch: no such folder; expected a folder of photographs");
        assertRefused(SMALL, "mnist", "tiny", "out", "a.png: a picture of 27 x 60 (height x width)");
        assertRefused(SMALL, "mnist", "plain", "out", "each has a standard deviation below 16 grey levels");
        assertRefused(SMALL, "photos", "photos", "out", "photos: not a folder in MNIST's layout");
        assertRefused(SMALL, "mnist", "photos", "there", "rot: is there already");
        assertRefused(SMALL, "mnist", "photos", "file", "file: cannot be written (is a file, not a folder)");
        assertRefused(SMALL, "mnist", "photos", "no/such", "such: cannot be written (no such folder)");
        assertRefused(
                new MnistVariations(MnistVariations.Sizes.OF_THE_PAPERS, 7),
                "mnist",
                "photos",
                "out",
                "mnist: 20 digits, but 10000 + 2000 + 50000 = 62000 are asked for");

        assertThat(dir.resolve("out")).doesNotExist();
        try (Stream<Path> files = Files.walk(dir)) {
            assertThat(files.filter(file -> DataFiles.name(file).startsWith(".")))
                    .isEmpty();
        }
    }

    private void assertRefused(MnistVariations variations, String mnist, String photos, String out, String message) {
        assertThatThrownBy(() ->
                        variations.write(dir.resolve(mnist), dir.resolve(photos), dir.resolve(out), variation -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nothingIsSeenUntilAllIsMade() {
        new MnistVariations(SMALL.sizes(), 7)
                .write(dir.resolve("mnist"), dir.resolve("photos"), dir.resolve("out"), variation -> {
                    try (Stream<Path> files = Files.list(dir.resolve("out"))) {
                        assertThat(files.map(DataFiles::name)).allMatch(name -> name.startsWith("."));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });

        assertThat(dir.resolve("out/img-rot/t10k-labels-idx1-ubyte")).exists();
    }
}
