package org.convolex.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What valid data of every format turn into. */
class DataSourcesTest {

    private final Path dir;

    DataSourcesTest(@TempDir Path dir) {
        this.dir = dir;
    }

    private DataSplit open(String name) {
        return DataSources.open(dir.resolve(name).toString());
    }

    private DataSource train(String name) {
        return open(name).train();
    }

    private static int[] labels(Dataset data) {
        return IntStream.range(0, data.size()).map(data::label).toArray();
    }

    private static void assertAnnounced(DataSource source, Dataset data) {
        assertThat(data.size()).isEqualTo(source.size());
        assertThat(data.shape()).isEqualTo(source.shape());
        assertThat(data.labelled()).isEqualTo(source.labelled());
    }

    @Test
    void digitsComeWithTheLibrary() {
        DataSplit digits = DataSources.open("digits");
        Dataset train = digits.train().load();
        Dataset test = digits.test().orElseThrow().load();
        assertAnnounced(digits.train(), train);
        assertAnnounced(digits.test().orElseThrow(), test);
        // Computed from the original file with NumPy and hashlib.
        assertThat(train.hash()).isEqualTo("04fc579df174ab7591ba465eb788d0353ca1fe0071b595c976ce7fdbfef044e0");
        assertThat(test.hash()).isEqualTo("c1f6bdcf5d0faac99cb1d0729ba49e37e0c726d69839909756791982a38111cd");
        assertThat(digits.test().orElseThrow().load(1).label(0)).isEqualTo(7);
    }

    @Test
    void mnistIsReadWhole() {
        DataSplit mnist = DataSources.open(SharedData.folder("mnist").toString());
        Dataset train = mnist.train().load();
        assertThat(train).hasToString("60000 images of 1 x 28 x 28, 10 classes");
        assertThat(train.hash()).isEqualTo("ccc74debc8ba9313de200339f5b594c00ab1591bd2623a7c870b6da13d234206");
        assertThat(mnist.test().orElseThrow().load().hash())
                .isEqualTo("8342a8dd3258d9763402c1d9d01ca0d0682a3ca13c44ba64ae2959715806cb86");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".gz"})
    void idxStem(String suffix) throws IOException {
        byte[] images = TestFiles.idxImages(3, 2, 4);
        byte[] labels = TestFiles.idxLabels(7, 0, 3);
        boolean packed = !suffix.isEmpty();
        TestFiles.write(dir, "a-images-idx3-ubyte" + suffix, packed ? TestFiles.gzip(images) : images);
        TestFiles.write(dir, "a-labels-idx1-ubyte" + suffix, packed ? TestFiles.gzip(labels) : labels);
        DataSource source = train("a");
        Dataset data = source.load();
        assertAnnounced(source, data);
        assertThat(data.shape()).isEqualTo(new ImageShape(1, 2, 4));
        assertThat(labels(data)).containsExactly(7, 0, 3);
        assertThat(data.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        assertThat(data.image(2)[7]).isEqualTo(TestFiles.randomBytes(24)[23] & 0xFF);
    }

    @Test
    void idxWithoutLabelsIsUnlabelled() throws IOException {
        TestFiles.write(dir, "a-images-idx3-ubyte", TestFiles.idxImages(3, 2, 4));
        assertThat(train("a").labelled()).isFalse();
        assertThat(train("a").load().labelled()).isFalse();
    }

    @Test
    void theLayoutOfMnistSplits() throws IOException {
        TestFiles.write(dir, "m/train-images-idx3-ubyte", TestFiles.idxImages(3, 2, 2));
        assertThat(open("m").test()).isEmpty();
        TestFiles.write(dir, "m/t10k-images-idx3-ubyte", TestFiles.idxImages(2, 2, 2));
        assertThat(open("m").train().size()).isEqualTo(3);
        assertThat(open("m").test().orElseThrow().size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy-stored.npz", "numpy-deflated.npz"})
    void npzAsNumPyWritesIt(String name) throws IOException {
        try (InputStream resource = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
            TestFiles.write(dir, name, resource.readAllBytes());
        }
        DataSource source = train(name);
        Dataset data = source.load();
        assertAnnounced(source, data);
        // Bytes in one file, big-endian floats in the other, and the same hash as NumPy and hashlib give.
        assertThat(data.hash()).isEqualTo("66b680bd56f96c9c3b8a2a48d16b318e4e8f69946c582bbbde81998a09ae4ddf");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(2, 6) | 1 x 1 x 6",
                "(2, 2, 3) | 1 x 2 x 3",
                "(1, 3, 2, 2) | 3 x 2 x 2",
            })
    void npzShapes(String shape, String expected) throws IOException {
        TestFiles.write(dir, "a.npz", TestFiles.zip(Map.of("x.npy", TestFiles.npyBytes(shape, new byte[12]))));
        assertThat(train("a.npz").shape()).hasToString(expected);
        assertThat(train("a.npz").load().labelled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'|b1', 1, 1",
        "'|i1', 1, 1",
        "'<u2', 2, 1",
        "'>u2', 2, 256",
        "'<i2', 2, 1",
        "'<u4', 4, 1",
        "'<i4', 4, 1",
        "'>i4', 4, 16777216",
        "'<u8', 8, 1",
        "'<i8', 8, 1",
        "'>u8', 8, 72057594037927936",
    })
    void npzTypes(String type, int bytes, float expected) throws IOException {
        byte[] one = new byte[bytes];
        one[0] = 1;
        byte[] x = TestFiles.npy("'" + type + "'", "False", "(1, 1)", one);
        TestFiles.write(dir, "a.npz", TestFiles.zip(Map.of("x.npy", x)));
        assertThat(train("a.npz").load().image(0)).containsExactly(expected);
    }

    @Test
    void theHashDoesNotDependOnTheFormat() throws IOException {
        byte[] pixels = TestFiles.randomBytes(12);
        TestFiles.write(dir, "a-images-idx3-ubyte", TestFiles.idx(0x803, new int[] {2, 2, 3}, pixels));
        TestFiles.write(dir, "a-labels-idx1-ubyte", TestFiles.idxLabels(1, 0));
        TestFiles.write(
                dir,
                "a.npz",
                TestFiles.npz(
                        TestFiles.npyBytes("(2, 2, 3)", pixels), TestFiles.npyBytes("(2,)", TestFiles.bytes(1, 0))));
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            csv.append(pixels[i] & 0xFF).append(i % 6 < 5 ? "," : i == 5 ? ",1\n" : ",0\n");
        }
        TestFiles.write(dir, "a.csv", csv.toString());
        String hash = train("a").load().hash();
        assertThat(train("a.npz").load().hash()).isEqualTo(hash);
        DataOptions options = DataOptions.DEFAULTS.withShape(new ImageShape(1, 2, 3));
        assertThat(DataSources.open(dir.resolve("a.csv").toString(), options)
                        .train()
                        .load()
                        .hash())
                .isEqualTo(hash);
    }

    @Test
    void csvNumbersOfAllKinds() throws IOException {
        TestFiles.write(dir, "a.csv", "\uFEFF1, -2.5 ,\"3\",1e-3,+.5,1234567,12345678,2\r\n\r\n0,0,0,0,0,0,0,1.0");
        Dataset data = train("a.csv").load();
        assertThat(data.image(0)).containsExactly(1, -2.5f, 3, 1e-3f, 0.5f, 1234567, 12345678);
        assertThat(labels(data)).containsExactly(2, 1);
        assertThat(data.shape()).isEqualTo(new ImageShape(1, 1, 7));
    }

    @Test
    void csvLinesLongerThanABuffer() throws IOException {
        String line = "7,".repeat(100_000) + "1\n";
        TestFiles.write(dir, "a.csv.gz", TestFiles.gzip((line + line).getBytes(StandardCharsets.UTF_8)));
        Dataset data = train("a.csv.gz").load();
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.image(1)).hasSize(100_000).containsOnly(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class, p0, p1 | class | 5",
                "class, p0, p1 | 0 | 5",
                "p0, p1, class | 0 | 5",
                "0, 1, kind | kind | 7",
            })
    void csvLabelColumns(String header, String column, int label) throws IOException {
        TestFiles.write(dir, "a.csv", header + "\n5,6,7\n5,6,7\n");
        DataOptions options = DataOptions.DEFAULTS.withLabelColumn(column);
        DataSource source =
                DataSources.open(dir.resolve("a.csv").toString(), options).train();
        assertThat(source.size()).isEqualTo(2);
        assertThat(source.load().label(0)).isEqualTo(label);
        assertThat(source.load().image(1)).containsExactly(label == 5 ? new float[] {6, 7} : new float[] {5, 6});
    }

    @Test
    void csvWithoutLabels() throws IOException {
        TestFiles.write(dir, "a.csv", "5,6,7\n");
        DataOptions options = DataOptions.DEFAULTS.withLabelColumn("none");
        Dataset data = DataSources.open(dir.resolve("a.csv").toString(), options)
                .train()
                .load();
        assertThat(data.labelled()).isFalse();
        assertThat(data.image(0)).containsExactly(5, 6, 7);
    }

    @Test
    void cifarBatchesFollowEachOther() throws IOException {
        TestFiles.write(dir, "c/data_batch_2.bin", TestFiles.cifar(3));
        TestFiles.write(dir, "c/data_batch_1.bin", TestFiles.cifar(1, 2));
        TestFiles.write(dir, "c/test_batch.bin", TestFiles.cifar(4));
        DataSource source = train("c");
        Dataset data = source.load();
        assertAnnounced(source, data);
        assertThat(labels(data)).containsExactly(1, 2, 3);
        assertThat(data.classes()).isEqualTo(10);
        assertThat(data.image(1)[3071]).isEqualTo(TestFiles.randomBytes(3072)[3071] & 0xFF);
        assertThat(labels(open("c").test().orElseThrow().load())).containsExactly(4);
        assertThat(labels(train("c/data_batch_1.bin").load())).containsExactly(1, 2);
    }

    @Test
    void classFoldersInOrderOfTheirNames() throws IOException {
        byte[] png = TestFiles.greyPng(2, 3);
        TestFiles.write(dir, "f/dog/b.PNG", png);
        TestFiles.write(dir, "f/cat/z.png", png);
        TestFiles.write(dir, "f/cat/readme.txt", "not an image");
        TestFiles.write(
                dir, "f/dog/a.jpg", TestFiles.encode("jpg", TestFiles.image(BufferedImage.TYPE_BYTE_GRAY, 2, 3)));
        DataSource source = train("f");
        Dataset data = source.load();
        assertAnnounced(source, data);
        assertThat(data.classNames()).containsExactly("cat", "dog");
        assertThat(labels(data)).containsExactly(0, 1, 1);
        assertThat(data.image(2)).containsExactly(0, 1, 2, 10, 11, 12);
        assertThat(data.image(1)[5]).isCloseTo(12, within(3f));
    }

    @Test
    void aFlatFolderIsUnlabelled() throws IOException {
        TestFiles.write(dir, "f/2.png", TestFiles.greyPng(2, 3));
        TestFiles.write(dir, "f/1.png", TestFiles.greyPng(2, 3));
        assertThat(train("f").size()).isEqualTo(2);
        assertThat(train("f").load().labelled()).isFalse();
    }

    @Test
    void colourHasThreePlanes() throws IOException {
        TestFiles.write(dir, "f/1.png", TestFiles.encode("png", TestFiles.image(BufferedImage.TYPE_INT_RGB, 1, 2)));
        Dataset data = train("f").load();
        assertThat(data.shape()).isEqualTo(new ImageShape(3, 1, 2));
        assertThat(data.image(0)).containsExactly(0, 1, 100, 101, 200, 201);
    }

    @Test
    void transparencyIsIgnored() throws IOException {
        TestFiles.write(dir, "f/1.png", TestFiles.encode("png", TestFiles.image(BufferedImage.TYPE_INT_ARGB, 1, 2)));
        assertThat(train("f").load().image(0)).containsExactly(0, 1, 100, 101, 200, 201);
    }

    @Test
    void greyOfOtherDepthsIsScaledToBytes() throws IOException {
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 0x7FFF);
        deep.getRaster().setSample(1, 0, 0, 0xFFFF);
        TestFiles.write(dir, "deep/1.png", TestFiles.encode("png", deep));
        assertThat(train("deep").load().image(0)).containsExactly(127, 255);

        BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        bits.getRaster().setSample(1, 0, 0, 1);
        TestFiles.write(dir, "bits/1.png", TestFiles.encode("png", bits));
        assertThat(train("bits").load().shape().channels()).isEqualTo(1);
        assertThat(train("bits").load().image(0)).containsExactly(0, 255);
    }

    @Test
    void aLimitReadsTheHeadWithAllClasses() throws IOException {
        TestFiles.write(dir, "i-images-idx3-ubyte", TestFiles.idxImages(3, 2, 2));
        TestFiles.write(dir, "i-labels-idx1-ubyte", TestFiles.idxLabels(0, 1, 4));
        TestFiles.write(
                dir,
                "n.npz",
                TestFiles.npz(
                        TestFiles.npyBytes("(3, 2)", new byte[6]),
                        TestFiles.npyBytes("(3,)", TestFiles.bytes(0, 1, 4))));
        TestFiles.write(dir, "c.csv", "1,2,0\n3,4,1\n5,6,4\n");
        TestFiles.write(dir, "b.bin", TestFiles.cifar(0, 1, 4));
        for (String label : List.of("a", "b")) {
            TestFiles.write(dir, "f/" + label + "/1.png", TestFiles.greyPng(2, 2));
            TestFiles.write(dir, "f/" + label + "/2.png", TestFiles.greyPng(2, 2));
        }
        for (String name : List.of("i", "n.npz", "c.csv", "b.bin", "f")) {
            DataSource source = train(name);
            assertThat(source.load(2).hash())
                    .as(name)
                    .isEqualTo(source.load().head(2).hash());
            assertThat(source.load(100).hash()).as(name).isEqualTo(source.load().hash());
        }
        DataSource digits = DataSources.open("digits").test().orElseThrow();
        assertThat(digits.load(50).hash()).isEqualTo(digits.load().head(50).hash());
    }
}
