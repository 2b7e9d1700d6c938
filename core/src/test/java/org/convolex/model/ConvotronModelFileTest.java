package org.convolex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.convolex.ClassOutputs;
import org.convolex.Model;
import org.convolex.Outputs;
import org.convolex.TrainingListener;
import org.convolex.convotron.ConvotronNetwork;
import org.convolex.convotron.ConvotronNetworkTrainer;
import org.convolex.convotron.NetworkSettings;
import org.convolex.convotron.PlantedImages;
import org.convolex.convotron.Whitening;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of method convotron as files. The forged ones are of signals of 26 numbers, in 4 windows of 8 at stride 6. */
class ConvotronModelFileTest {
    private static final Dataset SIGNALS = PlantedImages.signals(200);
    private static final NetworkSettings SETTINGS = NetworkSettings.defaults()
            .withWindow(PlantedImages.WINDOW)
            .withLeak(0.25)
            .withSamples(3000, 2000)
            .withRefinements(1);
    private static final ConvotronNetwork MODEL = train(SETTINGS, SIGNALS, 1);
    private static final ConvotronNetwork WHITENED = train(SETTINGS.withWhitening(true), SIGNALS, 1);
    private static final ConvotronNetwork CLASSES = train(SETTINGS, PlantedImages.classes(200), 1);

    private final Path file;

    ConvotronModelFileTest(@TempDir Path dir) {
        this.file = dir.resolve("m.cvx");
    }

    private static ConvotronNetwork train(NetworkSettings settings, Dataset images, int threads) {
        try (Workers workers = new Workers(threads)) {
            return new ConvotronNetworkTrainer(settings)
                    .train(images, null, "signals", TrainingListener.NONE, workers)
                    .model();
        }
    }

    static Stream<Named<ConvotronNetwork>> models() {
        return Stream.of(
                Named.of("a real target", MODEL), Named.of("whitened", WHITENED), Named.of("two classes", CLASSES));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everythingThatTheModelSaysIsKept(ConvotronNetwork model) {
        ModelFile.write(model, file);
        ConvotronNetwork read = (ConvotronNetwork) ModelFile.read(file);

        assertThat(read.method()).isEqualTo("convotron");
        assertThat(read.imageShape()).isEqualTo(model.imageShape());
        assertThat(read.view().words()).isEqualTo(model.view().words());
        assertThat(read.view().deviation()).isEqualTo(model.view().deviation());
        assertThat(read.window()).isEqualTo(model.window());
        assertThat(read.leak()).isEqualTo(model.leak());
        assertThat(read.filter()).isEqualTo(model.filter());
        assertThat(read.weights()).isEqualTo(model.weights());
        assertThat(read.error()).isEqualTo(model.error());
        assertThat(read.assumptions()).isEqualTo(model.assumptions());
        assertThat(Outputs.same(read.outputs(), model.outputs())).isTrue();
        assertThat(read.provenance()).isEqualTo(model.provenance());
        Whitening before = model.view().whitening();
        Whitening after = read.view().whitening();
        assertThat(after == null).isEqualTo(before == null);
        if (before != null && after != null) {
            assertThat(after.report()).isEqualTo(before.report());
            assertThat(after.mean()).isEqualTo(before.mean());
            assertThat(after.matrix()).isEqualTo(before.matrix());
        }
        try (Workers workers = new Workers(2)) {
            assertThat(read.scores(SIGNALS, workers)).isEqualTo(model.scores(SIGNALS, workers));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void theSameModelGivesTheSameBytes(ConvotronNetwork model) throws IOException {
        ModelFile.write(model, file);
        byte[] first = Files.readAllBytes(file);
        ModelFile.write(ModelFile.read(file), file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        Dataset images = model.outputs() instanceof ClassOutputs ? PlantedImages.classes(200) : SIGNALS;
        NetworkSettings settings = SETTINGS.withWhitening(model.view().whitening() != null);
        ModelFile.write(train(settings, images, 3), file);
        assertThat(Files.readAllBytes(file)).as("trained with 3 threads").isEqualTo(first);
    }

    private void assertRefused(String section, int at, byte[] replacement, String reason) throws IOException {
        ModelFile.write(WHITENED, file);
        Files.write(file, ModelFiles.withBytes(Files.readAllBytes(file), section, at, replacement));
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(file + ": damaged model file: section '" + section + "': " + reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            view      | 16 | 0          | filter size is 0, which is less than 1
            view      | 16 | 27         | filter size must be in 1..26, got 27
            view      | 20 | 5          | windows of size 8 at stride 5 leave 3 of 26 numbers uncovered: d - r must be a multiple of s
            view      | 20 | 2147483647 | stride must be in 5..8 for filters of size 8, so that every patch has numbers of its own, got 2147483647
            filter    | 8  | 7          | length of a filter is 7, but the rest of the model has 8
            filter    | 12 | 2147483647 | number of patches is 2147483647, but the rest of the model has 4
            whitening | 8  | 25         | numbers of an image is 25, but the rest of the model has 26
            whitening | 12 | 26         | 26 directions left out of 26 leave none
            whitening | 12 | -1         | directions left out is -1, which is less than 0
            measured  | 0  | 0          | held-out images is 0, which is less than 1
            """)
    void integers(String section, int at, int value, String reason) throws IOException {
        assertRefused(section, at, ByteBuffer.allocate(4).putInt(value).array(), reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            view      | 0  | NaN      | mean and deviation of the pixels must be finite, the deviation > 0, got NaN and %s
            view      | 8  | 0        | mean and deviation of the pixels must be finite, the deviation > 0, got 0.0 and 0.0
            filter    | 0  | 1.5      | leak must be in [0, 1], got 1.5
            filter    | 0  | NaN      | leak must be in [0, 1], got NaN
            filter    | 16 | Infinity | filter, number 0: Infinity is not a finite number
            filter    | 88 | NaN      | output weights, number 1: NaN is not a finite number
            whitening | 16 | 0        | largest variance must be finite and > 0, got 0.0
            whitening | 32 | NaN      | mean, number 0: NaN is not a finite number
            whitening | 240 | NaN     | whitening matrix, number 0: NaN is not a finite number
            measured  | 12 | -1       | a measured error must be finite and >= 0, got -1.0
            measured  | 20 | NaN      | a measured error must be finite and >= 0, got NaN
            """)
    void doubles(String section, int at, double value, String reason) throws IOException {
        assertRefused(
                section,
                at,
                ByteBuffer.allocate(8).putDouble(value).array(),
                reason.replace("%s", Double.toString(WHITENED.view().deviation())));
    }

    /** A whole image as the filter claims more numbers than the file has. */
    @Test
    void windowsThatTheFileHasNoNumbersFor() throws IOException {
        ModelFile.write(MODEL, file);
        byte[] forged = ModelFiles.withBytes(
                Files.readAllBytes(file),
                "model",
                Integer.BYTES + "convotron-regression".length(),
                ByteBuffer.allocate(12).putInt(1).putInt(8192).putInt(8192).array());
        byte[] larger = ModelFiles.withBytes(
                forged,
                "view",
                16,
                ByteBuffer.allocate(8).putInt(8192).putInt(8192).array());
        int count = 8192 * 8192;
        Files.write(
                file,
                ModelFiles.withBytes(
                        larger,
                        "filter",
                        8,
                        ByteBuffer.allocate(8).putInt(count).putInt(1).array()));
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(file + ": damaged model file: section 'filter': it ends too early for filter");
    }

    @ParameterizedTest
    @MethodSource("models")
    void cutAnywhere(ConvotronNetwork model) throws IOException {
        ModelFile.write(model, file);
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length += 7) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThatThrownBy(() -> ModelFile.read(file))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith(file + ": ");
        }
    }

    /** Whoever changes a file may repair its checksum too: then it may be a model, and must work as one. */
    @ParameterizedTest
    @MethodSource("models")
    void anyByteChangedUnderARepairedChecksum(ConvotronNetwork model) throws IOException {
        ModelFile.write(model, file);
        byte[] good = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(2);
        Dataset signals = SIGNALS.head(2);
        try (Workers workers = new Workers(1)) {
            for (int at = 0; at < good.length - 32; at += at < 1500 ? 1 : 5) {
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
                assertThat(read.scores(signals, workers))
                        .as("byte %d", at)
                        .hasSize(2 * read.outputs().count());
            }
        }
    }
}
