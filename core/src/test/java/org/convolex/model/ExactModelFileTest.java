package org.convolex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.convolex.Model;
import org.convolex.Outputs;
import org.convolex.Verification;
import org.convolex.certify.Certificate;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.exact.Architecture;
import org.convolex.exact.ExactNetwork;
import org.convolex.linalg.Workers;
import org.convolex.network.Neuron;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks of method exact as files. The forged ones are of 1 x 8 x 8 images, 36 patches of 9 numbers and 10 scores, without a
 * rectifier.
 */
class ExactModelFileTest {
    private static final ExactNetwork MODEL = ModelFiles.tinyExact(1);
    private static final ExactNetwork REGRESSION = ModelFiles.tinyExactRegression(1);

    private final Path file;

    ExactModelFileTest(@TempDir Path dir) {
        this.file = dir.resolve("m.cvx");
    }

    private ExactNetwork reread(Model model) {
        ModelFile.write(model, file);
        return (ExactNetwork) ModelFile.read(file);
    }

    static Stream<Named<ExactNetwork>> models() {
        return Stream.of(Named.of("classes", MODEL), Named.of("real targets", REGRESSION));
    }

    private static Dataset imagesOf(ExactNetwork model) {
        return model == MODEL ? ModelFiles.trainingImages() : ModelFiles.regressionImages();
    }

    private static void assertSame(ExactNetwork read, ExactNetwork model) {
        assertThat(read.method()).isEqualTo("exact");
        assertThat(read.convolution()).isEqualTo(model.convolution());
        assertThat(read.loss()).isEqualTo(model.loss());
        assertThat(read.effort()).isEqualTo(model.effort());
        assertThat(Outputs.same(read.outputs(), model.outputs())).isTrue();
        assertThat(read.certificate()).isEqualTo(model.certificate());
        assertThat(read.provenance()).isEqualTo(model.provenance());
        assertThat(read.neurons()).hasSameSizeAs(model.neurons());
        for (int j = 0; j < model.neurons().size(); j++) {
            assertThat(read.neurons().get(j).filter())
                    .isEqualTo(model.neurons().get(j).filter());
            assertThat(read.neurons().get(j).weights())
                    .isEqualTo(model.neurons().get(j).weights());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everythingThatTheModelSaysIsKept(ExactNetwork model) {
        assertThat(model.neurons()).isNotEmpty();
        assertSame(reread(model), model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void scoresKeepEveryBit(ExactNetwork model) {
        try (Workers workers = new Workers(2)) {
            assertThat(reread(model).scores(imagesOf(model), workers))
                    .isEqualTo(model.scores(imagesOf(model), workers));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void theCertificateVerifies(ExactNetwork model) {
        try (Workers workers = new Workers(2)) {
            List<Verification> after = reread(model).verify(imagesOf(model), workers);
            assertThat(after).allMatch(Verification::holds).isEqualTo(model.verify(imagesOf(model), workers));
        }
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        ExactNetwork read = reread(MODEL);
        byte[] first = Files.readAllBytes(file);
        ModelFile.write(read, file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        ModelFile.write(ModelFiles.tinyExact(2), file);
        assertThat(Files.readAllBytes(file)).as("trained with 2 threads").isEqualTo(first);
    }

    /** Bright on the left or on the right: every architecture has something to learn, with one score for two classes. */
    private static Dataset signals() {
        SplittableRandom random = new SplittableRandom(3);
        float[][] pixels = new float[12][6];
        int[] labels = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            labels[i] = i % 2;
            for (int t = 0; t < 6; t++) {
                pixels[i][t] = (float) (random.nextDouble() + (t / 3 == labels[i] ? 2 + t % 2 : 0));
            }
        }
        return Dataset.of(new ImageShape(1, 1, 6), pixels, labels, 2);
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void everyArchitectureIsKept(Architecture architecture) {
        ExactNetwork model = ModelFiles.exact(architecture, signals(), 1);
        ExactNetwork read = reread(model);
        assertSame(read, model);
        try (Workers workers = new Workers(1)) {
            assertThat(read.scores(signals(), workers)).isEqualTo(model.scores(signals(), workers));
            assertThat(read.verify(signals(), workers)).allMatch(Verification::holds);
        }
    }

    @Test
    void gatesThatAreNotThere() throws IOException {
        ExactNetwork trained = ModelFiles.exact(Architecture.GATED_AVERAGE, signals(), 1);
        Neuron neuron = new Neuron(new double[trained.convolution().dimension()], new double[1], 1);
        ExactNetwork gated = new ExactNetwork(
                trained.convolution(),
                List.of(neuron),
                trained.loss(),
                trained.effort(),
                trained.outputs(),
                trained.certificate(),
                trained.provenance());
        int count = gated.convolution().gates().count();
        assertRefused(gated, "gates", 0, new byte[4], "number of gates is 0, which is less than 1");
        int gate = 16 + 8 * (gated.convolution().dimension() + 1);
        assertRefused(
                gated,
                "neurons",
                gate,
                ByteBuffer.allocate(4).putInt(count).array(),
                "ExactNetwork: a neuron of gate " + count + " of " + count);
    }

    @Test
    void aNetworkWithoutNeuronsAndAClaimIsKept() {
        Certificate claimed = MODEL.certificate();
        Certificate nothing = new Certificate(
                claimed.scope(),
                claimed.regularization(),
                Double.NaN,
                claimed.zeroObjective(),
                Double.NEGATIVE_INFINITY,
                claimed.problemHash(),
                claimed.pointHash());
        ExactNetwork empty = with(List.of(), nothing);
        assertSame(reread(empty), empty);
        try (Workers workers = new Workers(1)) {
            assertThat(reread(empty).scores(ModelFiles.trainingImages(), workers))
                    .containsOnly(0f);
        }
    }

    @Test
    void aModelThatCouldNotBeReadIsNotWritten() {
        Neuron first = MODEL.neurons().get(0);
        double[] broken = first.weights().clone();
        broken[1] = Double.NaN;
        ExactNetwork model = with(List.of(new Neuron(first.filter(), broken)), MODEL.certificate());
        assertThatThrownBy(() -> ModelFile.write(model, file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        file + ": not written, for it could not be read again: damaged model file: section 'neurons':"
                                + " weights of neuron 0, number 1: NaN is not a finite number");
        assertThat(file).doesNotExist();
    }

    private static ExactNetwork with(List<Neuron> neurons, Certificate certificate) {
        return new ExactNetwork(
                MODEL.convolution(),
                neurons,
                MODEL.loss(),
                MODEL.effort(),
                MODEL.outputs(),
                certificate,
                MODEL.provenance());
    }

    private void assertRefused(ExactNetwork model, String section, int at, byte[] replacement, String reason)
            throws IOException {
        ModelFile.write(model, file);
        Files.write(file, ModelFiles.withBytes(Files.readAllBytes(file), section, at, replacement));
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(file + ": damaged model file: section '" + section + "': " + reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            convolution | 0  | 33         | architecture has 33 bytes, more than 32
            convolution | 14 | 0          | patch size is 0, which is less than 1
            convolution | 14 | 2147483647 | patch size is 2147483647, which is more than 16777216
            convolution | 14 | 9          | images of 1 x 8 x 8 with padding 0 are smaller than a 9 x 9 patch: patch must be at most 8
            convolution | 18 | 0          | stride is 0, which is less than 1
            convolution | 22 | -1         | padding is -1, which is less than 0
            convolution | 22 | 3          | padding must be in 0..2 (below the patch), got 3
            convolution | 26 | 2          | pool is 2, but the rest of the model has 0
            program     | 12 | 0          | boxes is 0, which is less than 1
            neurons     | 0  | 16         | length of a filter is 16, but the rest of the model has 9
            neurons     | 4  | 1          | number of positions is 1, but the rest of the model has 36
            neurons     | 8  | 2          | number of scores is 2, but the rest of the model has 10
            neurons     | 12 | -1         | number of neurons is -1, which is less than 0
            """)
    void integers(String section, int at, int value, String reason) throws IOException {
        assertRefused(MODEL, section, at, ByteBuffer.allocate(4).putInt(value).array(), reason);
    }

    @Test
    void neuronsThatAreNotThere() throws IOException {
        int count = MODEL.neurons().size();
        byte[] many = ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array();
        assertRefused(MODEL, "neurons", 12, many, "it ends too early for filter " + count);
        byte[] fewer = ByteBuffer.allocate(4).putInt(count - 1).array();
        int bytes = 8 * (9 + 36 * 10);
        assertRefused(MODEL, "neurons", 12, fewer, "it has " + bytes + " bytes more than its content takes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            neurons     | 16 | NaN       | filter 0, number 0: NaN is not a finite number
            neurons     | 96 | -Infinity | weights of neuron 0, number 1: -Infinity is not a finite number
            program     | 16 | 0         | tolerance must be finite and > 0, got 0.0
            certificate | 10 | 0         | beta must be finite and > 0, got 0.0
            certificate | 10 | Infinity  | beta must be finite and > 0, got Infinity
            """)
    void doubles(String section, int at, double value, String reason) throws IOException {
        assertRefused(
                MODEL, section, at, ByteBuffer.allocate(8).putDouble(value).array(), reason);
    }

    @Test
    void pixelScale() throws IOException {
        byte[] zero = new byte[4];
        assertRefused(MODEL, "convolution", 10, zero, "pixel scale must be finite and > 0, got 0.0");
    }

    @Test
    void words() throws IOException {
        assertRefused(
                MODEL,
                "convolution",
                4,
                ascii("curved"),
                "architecture must be one of relu-average, relu-max, relu-blocks, linear, circular, circular-relu,"
                        + " relu-relu, gated-average, gated-blocks, got 'curved'");
        assertRefused(
                MODEL,
                "program",
                4,
                ascii("LOGISTIC"),
                "loss must be one of logistic, squared, squared-hinge, huber, got 'LOGISTIC'");
    }

    @Test
    void aLossForClassesIsNotForRealTargets() {
        ExactNetwork model = new ExactNetwork(
                REGRESSION.convolution(),
                REGRESSION.neurons(),
                "logistic",
                REGRESSION.effort(),
                REGRESSION.outputs(),
                REGRESSION.certificate(),
                REGRESSION.provenance());
        assertThatThrownBy(() -> ModelFile.write(model, file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("section 'program': loss logistic is for classes, but the outputs are real");
    }

    /** Patches of 2^12 x 2^12 numbers over as many places: their product overflows an int. */
    @Test
    void sizesThatOverflow() throws IOException {
        ByteBuffer grid = ByteBuffer.allocate(12).putInt(1 << 12).putInt(1).putInt((1 << 12) - 1);
        assertRefused(
                MODEL,
                "convolution",
                14,
                grid.array(),
                "16834609 patches of 16777216 numbers in one image are more than 16777216, or their numbers more than"
                        + " 2147483647");
    }

    @Test
    void circularFiltersHaveNoPatches() throws IOException {
        ExactNetwork circular = ModelFiles.exact(Architecture.CIRCULAR, signals(), 1);
        byte[] three = ByteBuffer.allocate(4).putInt(3).array();
        for (String what : List.of("patch size", "stride", "padding", "pool")) {
            int at = 16 + 4 * List.of("patch size", "stride", "padding", "pool").indexOf(what);
            assertRefused(circular, "convolution", at, three, what + " is 3, but the rest of the model has 0");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            convolution | 10 | float  | the images, the architecture, the loss or beta are not those that were certified
            neurons     | 16 | double | the weights are not those that were certified
            neurons     | 88 | double | the weights are not those that were certified
            certificate | 10 | double | the images, the architecture, the loss or beta are not those that were certified
            certificate | 18 | double | objective is
            certificate | 26 | double | objective of the zero model is
            certificate | 34 | double | lower bound is
            """)
    void aChangedNumberIsFound(String section, int at, String type, String failure) throws IOException {
        ModelFile.write(MODEL, file);
        byte[] good = Files.readAllBytes(file);
        ByteBuffer content = ByteBuffer.wrap(good).position(ModelFiles.sectionOffset(good, section) + at);
        byte[] larger = type.equals("float")
                ? ByteBuffer.allocate(4).putFloat(content.getFloat() * 1.001f).array()
                : ByteBuffer.allocate(8).putDouble(content.getDouble() * 1.001).array();
        Files.write(file, ModelFiles.withBytes(good, section, at, larger));
        try (Workers workers = new Workers(1)) {
            Verification verification = ((ExactNetwork) ModelFile.read(file))
                    .verify(ModelFiles.trainingImages(), workers)
                    .get(0);
            assertThat(verification.failures()).anyMatch(line -> line.startsWith(failure));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
