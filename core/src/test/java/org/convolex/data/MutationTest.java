package org.convolex.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damages a valid file of every format at every byte, or every few of a long one: it must load or be refused, and nothing else. */
class MutationTest {

    private static final int RANDOM_ROUNDS = 300;

    private final Path dir;

    MutationTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @ParameterizedTest
    @MethodSource("org.convolex.data.SampleFile#all")
    void truncated(SampleFile sample) throws IOException {
        for (int length = 0; length < sample.content().length; length += step(sample)) {
            check(sample, Arrays.copyOf(sample.content(), length), "truncated to " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("org.convolex.data.SampleFile#all")
    void oneByteChanged(SampleFile sample) throws IOException {
        for (int position = 0; position < sample.content().length; position += step(sample)) {
            for (int value : new int[] {0, 0xFF, sample.content()[position] ^ 1}) {
                byte[] damaged = sample.content().clone();
                damaged[position] = (byte) value;
                check(sample, damaged, "byte " + position + " set to " + (value & 0xFF));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.convolex.data.SampleFile#all")
    void manyBytesChanged(SampleFile sample) throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < RANDOM_ROUNDS; round++) {
            byte[] damaged = sample.content().clone();
            int changes = 1 + random.nextInt(8);
            for (int i = 0; i < changes; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            check(sample, damaged, "seed 7, round " + round);
        }
    }

    private static int step(SampleFile sample) {
        return 1 + sample.content().length / 500;
    }

    private void check(SampleFile sample, byte[] content, String how) throws IOException {
        try {
            DataSource source = sample.open(dir, content);
            Dataset data = source.load();
            assertThat(data.size()).as(how).isEqualTo(source.size());
            assertThat(data.shape()).as(how).isEqualTo(source.shape());
            data.hash();
        } catch (InvalidInputException expected) {
            assertThat(expected.getMessage()).as(how).doesNotContain("\n").doesNotContain("null");
        } catch (RuntimeException | Error e) {
            fail(how, e);
        }
    }
}
