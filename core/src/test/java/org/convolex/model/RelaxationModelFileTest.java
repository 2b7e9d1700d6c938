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
import org.convolex.Outputs;
import org.convolex.RealOutputs;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.relaxation.Direction;
import org.convolex.relaxation.FilterSet;
import org.convolex.relaxation.RelaxationSettings;
import org.convolex.relaxation.RelaxationTrainer;
import org.convolex.relaxation.SharedFilterNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of method relaxation as files. The forged ones are of signals in 2 blocks of 3 numbers, from 3 trials. */
class RelaxationModelFileTest {
    private static final Dataset SIGNALS = signals();
    private static final RelaxationSettings SETTINGS =
            RelaxationSettings.defaults().withBlocks(2).withDirections(Direction.RANDOM, 3);
    private static final SharedFilterNetwork MODEL = train(SETTINGS, 1);

    private final Path file;

    RelaxationModelFileTest(@TempDir Path dir) {
        this.file = dir.resolve("m.cvx");
    }

    private static Dataset signals() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] signals = new float[60][6];
        double[][] targets = new double[signals.length][1];
        for (int i = 0; i < signals.length; i++) {
            for (int t = 0; t < 6; t++) {
                signals[i][t] = (float) random.nextGaussian();
            }
            for (int j = 0; j < 6; j += 3) {
                targets[i][0] += Math.max(0, signals[i][j] - 2.0 * signals[i][j + 1] + 0.5 * signals[i][j + 2]);
            }
        }
        return Dataset.ofTargets(new ImageShape(1, 1, 6), signals, targets, List.of("force"));
    }

    private static SharedFilterNetwork train(RelaxationSettings settings, int threads) {
        try (Workers workers = new Workers(threads)) {
            return new RelaxationTrainer(settings)
                    .train(SIGNALS, "signals", TrainingListener.NONE, workers)
                    .model();
        }
    }

    private SharedFilterNetwork reread(SharedFilterNetwork model) {
        ModelFile.write(model, file);
        return (SharedFilterNetwork) ModelFile.read(file);
    }

    private static void assertSame(SharedFilterNetwork read, SharedFilterNetwork model) {
        assertThat(read.method()).isEqualTo("relaxation");
        assertThat(read.layout()).isEqualTo(model.layout());
        assertThat(read.activation()).isEqualTo(model.activation());
        assertThat(read.set()).isEqualTo(model.set());
        assertThat(read.direction()).isEqualTo(model.direction());
        assertThat(read.filter()).isEqualTo(model.filter());
        assertThat(read.trials()).isEqualTo(model.trials());
        assertThat(Outputs.same(read.outputs(), model.outputs())).isTrue();
        assertThat(read.certificate()).isEqualTo(model.certificate());
        assertThat(read.provenance()).isEqualTo(model.provenance());
    }

    @Test
    void everythingThatTheModelSaysIsKept() {
        SharedFilterNetwork read = reread(MODEL);
        assertSame(read, MODEL);
        try (Workers workers = new Workers(2)) {
            assertThat(read.scores(SIGNALS, workers)).isEqualTo(MODEL.scores(SIGNALS, workers));
            List<Verification> after = read.verify(SIGNALS, workers);
            assertThat(after).allMatch(Verification::holds).isEqualTo(MODEL.verify(SIGNALS, workers));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "nonnegative", "box:-3.0,2.5", "l2:1.25", "l1:0.1"})
    void everyConstraintAndActivationIsKept(String constraint) {
        for (String activation : List.of("relu", "leaky-relu:0.25", "abs", "squared-relu", "softplus")) {
            SharedFilterNetwork model = new SharedFilterNetwork(
                    MODEL.layout(),
                    Activation.of(activation),
                    FilterSet.of(constraint),
                    MODEL.direction(),
                    MODEL.filter(),
                    MODEL.trials(),
                    MODEL.outputs(),
                    MODEL.certificate(),
                    MODEL.provenance());
            assertSame(reread(model), model);
        }
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        SharedFilterNetwork read = reread(MODEL);
        byte[] first = Files.readAllBytes(file);
        ModelFile.write(read, file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        ModelFile.write(train(SETTINGS, 2), file);
        assertThat(Files.readAllBytes(file)).as("trained with 2 threads").isEqualTo(first);
    }

    @Test
    void standardizedOutputsAreRefused() {
        assertThatThrownBy(() -> new SharedFilterNetwork(
                        MODEL.layout(),
                        MODEL.activation(),
                        MODEL.set(),
                        MODEL.direction(),
                        MODEL.filter(),
                        MODEL.trials(),
                        new RealOutputs(List.of("force"), new double[] {1}, new double[] {2}),
                        MODEL.certificate(),
                        MODEL.provenance()))
                .hasMessage("the outputs must be one real target, as it is");
    }

    private ForgedFile forged() throws IOException {
        return ForgedFile.of(MODEL, file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            blocks | 4  | 0          | height of a block is 0, which is less than 1
            blocks | 4  | 2          | blocks of 2 x 3 do not tile images of 1 x 6
            blocks | 8  | 4          | blocks of 1 x 4 do not tile images of 1 x 6
            blocks | 8  | 2147483647 | blocks of 1 x 2147483647 do not tile images of 1 x 6
            filter | 8  | 2          | length of a filter is 2, but the rest of the model has 3
            trials | 0  | 0          | number of trials is 0, which is less than 1
            trials | 0  | 2147483647 | it ends too early for the length of outcome of trial 3
            """)
    void integers(String section, int at, int value, String reason) throws IOException {
        forged().assertRefused(section, at, value, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            filter      | 12 | NaN      | direction, number 0: NaN is not a finite number
            filter      | 44 | Infinity | filter, number 1: Infinity is not a finite number
            certificate | 14 | -1       | beta must be finite and >= 0, got -1.0
            certificate | 14 | NaN      | beta must be finite and >= 0, got NaN
            """)
    void doubles(String section, int at, double value, String reason) throws IOException {
        forged().assertRefused(section, at, value, reason);
    }

    @Test
    void words() throws IOException {
        ForgedFile forged = ForgedFile.of(MODEL, file);
        forged.assertRefused(
                "blocks",
                16,
                "step".getBytes(StandardCharsets.US_ASCII),
                "activation must be one of relu, leaky-relu, abs, squared-relu, softplus, got 'step'");
        forged.assertRefused(
                "filter",
                4,
                "some".getBytes(StandardCharsets.US_ASCII),
                "constraint must be none, nonnegative, box:LO,HI, l2:R or l1:R, got 'some'");
        forged.assertRefused("blocks", 0, new byte[4], "pixel scale must be finite and > 0, got 0.0");
        byte[] other =
                ("?").repeat(MODEL.trials().get(0).outcome().words().length()).getBytes(StandardCharsets.US_ASCII);
        forged.assertRefused(
                "trials", 8, other, "'" + new String(other, StandardCharsets.US_ASCII) + "' is no outcome of a trial");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            blocks      | 0  | float  | the images, the blocks, the activation, the direction, the constraint or beta are not
            filter      | 12 | double | the images, the blocks, the activation, the direction, the constraint or beta are not
            filter      | 36 | double | the weights are not those that were certified
            certificate | 46 | double | objective is
            certificate | 62 | double | lower bound is
            certificate | 38 | double | the competitors are those of
            """)
    void aChangedNumberIsFound(String section, int at, String type, String failure) throws IOException {
        forged().assertFound(section, at, type, 0.999, SIGNALS, failure);
    }

    /** A claim of less excess than there is. */
    @Test
    void aFilterBeyondItsTargetsIsFound() throws IOException {
        ModelFile.write(MODEL, file);
        byte[] good = Files.readAllBytes(file);
        int at = 36;
        byte[] changed = good;
        for (int a = 0; a < 3; a++) {
            double value = ByteBuffer.wrap(good).getDouble(ModelFiles.sectionOffset(good, "filter") + at + 8 * a);
            changed = ModelFiles.withBytes(
                    changed,
                    "filter",
                    at + 8 * a,
                    ByteBuffer.allocate(8).putDouble(2 * value).array());
        }
        Files.write(file, changed);
        try (Workers workers = new Workers(1)) {
            Verification verification = ((SharedFilterNetwork) ModelFile.read(file))
                    .verify(SIGNALS, workers)
                    .get(0);
            assertThat(verification.failures()).anyMatch(line -> line.startsWith("an output exceeds its target by"));
            assertThat(verification.recomputed().words()).startsWith("No claim");
        }
    }
}
