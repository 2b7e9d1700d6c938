package org.convolex.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to hold samples gives back the array they came from. */
class SampleMatricesTest {
    private static final Workers WORKERS = new Workers(3);
    private static final int POSITIONS = 3;
    private static final int FEATURES = 5;
    private static final int ROW = POSITIONS * FEATURES;

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static float[] random(int samples) {
        SplittableRandom random = new SplittableRandom(samples);
        float[] values = new float[samples * ROW];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-3, 3)));
        }
        return values;
    }

    /** All numbers, read block by block with one reader, last block first. */
    private static float[] readAll(SampleMatrices samples) {
        float[] all = new float[samples.samples() * samples.rowLength()];
        SampleMatrices.Reader reader = samples.newReader();
        for (int block = samples.blocks() - 1; block >= 0; block--) {
            int length = samples.samplesIn(block) * samples.rowLength();
            int at = block * samples.blockSize() * samples.rowLength();
            System.arraycopy(reader.read(block), 0, all, at, length);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 19, 20, 40, 41, 59, 333})
    void storedSamplesAreTheArray(int samples) {
        float[] values = random(samples);
        SampleMatrices stored = StoredSamples.of(values, POSITIONS, FEATURES);
        assertThat(stored.samples()).isEqualTo(samples);
        assertThat(readAll(stored)).isEqualTo(values);
        assertThat(readAll(StoredSamples.copyOf(stored, WORKERS))).isEqualTo(values);
        assertThat(readAll(SampleStorage.SINGLE.hold(stored, WORKERS))).isEqualTo(values);
        assertThat(SampleStorage.RECOMPUTED.hold(stored, WORKERS)).isSameAs(stored);
    }

    @Test
    void storedSamplesKeepTheirOwnCopy() {
        float[] values = random(30);
        SampleMatrices stored = StoredSamples.of(values, POSITIONS, FEATURES);
        float[] before = readAll(stored);
        Arrays.fill(values, 0f);
        assertThat(readAll(stored)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 41, 333})
    void blocksCoverEachSampleOnceAndTheLastMayBeSmaller(int samples) {
        SampleMatrices stored = StoredSamples.of(random(samples), POSITIONS, FEATURES);
        int sum = 0;
        for (int block = 0; block < stored.blocks(); block++) {
            boolean last = block == stored.blocks() - 1;
            assertThat(stored.samplesIn(block)).isBetween(1, stored.blockSize());
            assertThat(last || stored.samplesIn(block) == stored.blockSize()).isTrue();
            sum += stored.samplesIn(block);
        }
        assertThat(sum).isEqualTo(samples);
    }

    @ParameterizedTest
    @CsvSource({"100, 1, 1", "100, 20, 1", "100, 59, 2", "100, 2560, 128", "72000, 10000, 16", "4096, 10000, 32"})
    void blocksAreSmallOnSmallDataAndFitTheCacheOnLarge(int rowLength, int samples, int expected) {
        assertThat(Blocks.size(rowLength, samples)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 41, 333})
    void sixteenBitsKeepTheirErrorBound(int samples) {
        float[] values = random(samples);
        Arrays.fill(values, 0, FEATURES, 0f); // a row of zeros
        SampleMatrices source = StoredSamples.of(values, POSITIONS, FEATURES);
        float[] read = readAll(SampleStorage.SIXTEEN_BITS.hold(source, WORKERS));
        for (int row = 0; row < samples * POSITIONS; row++) {
            float largest = 0;
            for (int i = row * FEATURES; i < (row + 1) * FEATURES; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            for (int i = row * FEATURES; i < (row + 1) * FEATURES; i++) {
                assertThat((double) read[i]).isCloseTo(values[i], within(1.6e-5 * largest));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 41, 333})
    void restrictedSamplesAreProducts(int samples) {
        float[] values = random(samples);
        float[][] rows = {{0.5f, -1, 2, 0, 1}, {1, 1, 1, 1, -3}};
        Directions directions = Directions.of(FEATURES, rows);
        SampleMatrices restricted = new RestrictedSamples(StoredSamples.of(values, POSITIONS, FEATURES), directions);
        assertThat(restricted.features()).isEqualTo(2);
        assertThat(restricted.rowLength()).isEqualTo(2 * POSITIONS);
        float[] read = readAll(restricted);
        for (int row = 0; row < samples * POSITIONS; row++) {
            for (int j = 0; j < 2; j++) {
                double sum = 0;
                double size = 0;
                for (int i = 0; i < FEATURES; i++) {
                    double term = (double) values[row * FEATURES + i] * rows[j][i];
                    sum += term;
                    size += Math.abs(term);
                }
                assertThat((double) read[row * 2 + j]).isCloseTo(sum, within(1e-6 * size));
            }
        }
    }

    @Test
    void aRangeIsThatPartOfTheSource() {
        float[] values = random(59); // blocks of 2, the last of 1
        SampleMatrices stored = StoredSamples.of(values, POSITIONS, FEATURES);
        SampleRange middle = new SampleRange(stored, 3, 4);
        assertThat(middle.samples()).isEqualTo(8);
        assertThat(readAll(middle)).isEqualTo(Arrays.copyOfRange(values, 6 * ROW, 14 * ROW));
        SampleRange end = new SampleRange(stored, 28, 2);
        assertThat(end.samples()).isEqualTo(3);
        assertThat(readAll(end)).isEqualTo(Arrays.copyOfRange(values, 56 * ROW, 59 * ROW));
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "0, 0", "29, 2", "30, 1", "0, 31"})
    void aRangeBeyondTheSourceIsRefused(int first, int blocks) {
        SampleMatrices stored = StoredSamples.of(random(59), POSITIONS, FEATURES);
        assertThatThrownBy(() -> new SampleRange(stored, first, blocks))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SampleRange: blocks " + first + ".." + (first + blocks - 1) + " of 30");
    }

    @Test
    void scoresAreInnerProducts() {
        float[] values = random(59);
        double[] point = TestProgram.gaussian(new SplittableRandom(8), 4 * ROW);
        float[] scores = Scores.of(StoredSamples.of(values, POSITIONS, FEATURES), point, 4, WORKERS);
        for (int i = 0; i < 59; i++) {
            for (int k = 0; k < 4; k++) {
                double sum = 0;
                double size = 0;
                for (int j = 0; j < ROW; j++) {
                    double term = values[i * ROW + j] * point[k * ROW + j];
                    sum += term;
                    size += Math.abs(term);
                }
                assertThat((double) scores[i * 4 + k]).isCloseTo(sum, within(1e-6 * size));
            }
        }
    }
}
