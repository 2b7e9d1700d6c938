package org.convolex.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectionsTest {
    private static final Workers WORKERS = new Workers(2);
    private static final int FEATURES = 8;
    private static final int ROWS = 6;

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    /** Row j is the j-th direction. */
    private static double[][] rows(Directions directions) {
        double[][] rows = new double[directions.count()][FEATURES];
        float[] columns = directions.columns();
        for (int j = 0; j < directions.count(); j++) {
            for (int i = 0; i < FEATURES; i++) {
                rows[j][i] = columns[i * directions.count() + j];
            }
        }
        return rows;
    }

    private static void assertOrthonormal(Directions directions) {
        double[][] rows = rows(directions);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                assertThat(Vectors.dot(rows[i], rows[j])).isCloseTo(i == j ? 1 : 0, within(1e-6));
            }
        }
    }

    /** Samples whose features have falling variances, so that their principal directions are told apart. */
    private static StoredSamples samples(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] values = new float[count * 3 * FEATURES];
        for (int row = 0; row < count * 3; row++) {
            double common = random.nextGaussian();
            for (int i = 0; i < FEATURES; i++) {
                values[row * FEATURES + i] = (float) ((random.nextGaussian() + 0.3 * common) * Math.pow(0.6, i));
            }
        }
        return StoredSamples.of(values, 3, FEATURES);
    }

    @ParameterizedTest
    @CsvSource({"30, 3", "500, 8", "500, 1", "1, 3", "500, 99"})
    void principalDirectionsAreEigenvectorsOfTheSecondMoment(int count, int wanted) {
        StoredSamples samples = samples(count);
        double[] moment = new double[FEATURES * FEATURES];
        SampleMatrices.Reader reader = samples.newReader();
        for (int block = 0; block < samples.blocks(); block++) {
            float[] read = reader.read(block);
            for (int row = 0; row < samples.samplesIn(block) * 3; row++) {
                for (int i = 0; i < moment.length; i++) {
                    moment[i] += (double) read[row * FEATURES + i / FEATURES] * read[row * FEATURES + i % FEATURES];
                }
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(moment, FEATURES);
        Directions directions = Directions.principal(samples, wanted, WORKERS);
        assertThat(directions.count()).isEqualTo(Math.min(wanted, FEATURES));
        assertOrthonormal(directions);
        double[][] rows = rows(directions);
        for (int j = 0; j < Math.min(3, rows.length); j++) { // one sample has 3 rows: no more is determined
            assertThat(Math.abs(Vectors.dot(rows[j], eigen.vectors()[j]))).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void coordinatesAndLiftAreTransposes() {
        SplittableRandom random = new SplittableRandom(1);
        Directions directions = Directions.principal(samples(40), 3, WORKERS);
        double[] restricted = TestProgram.gaussian(random, ROWS * 3);
        double[] full = TestProgram.gaussian(random, ROWS * FEATURES);
        double[] lifted = directions.lift(restricted, WORKERS);
        double[] coordinates = directions.coordinates(full, WORKERS);
        assertThat(Vectors.dot(lifted, full)).isCloseTo(Vectors.dot(restricted, coordinates), within(1e-12));
        assertThat(directions.coordinates(lifted, WORKERS)).containsExactly(restricted, within(1e-6));
        double[][] rows = rows(directions);
        for (int i = 0; i < lifted.length; i++) {
            double expected = 0;
            for (int j = 0; j < 3; j++) {
                expected += restricted[i / FEATURES * 3 + j] * rows[j][i % FEATURES];
            }
            assertThat(lifted[i]).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void anExtensionKeepsThePointAndAddsTheGradientsDirection() {
        SplittableRandom random = new SplittableRandom(2);
        Directions directions = Directions.principal(samples(40), 3, WORKERS);
        double[] point = directions.lift(TestProgram.gaussian(random, ROWS * 3), WORKERS);
        double[] filter = TestProgram.gaussian(random, FEATURES);
        double[] response = TestProgram.gaussian(random, ROWS);
        double[] gradient = new double[ROWS * FEATURES];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = response[i / FEATURES] * filter[i % FEATURES];
        }
        Directions extended = directions.extended(point, gradient, 1, 4, WORKERS);
        assertThat(extended.count()).isEqualTo(4);
        assertOrthonormal(extended);
        assertThat(extended.lift(extended.coordinates(point, WORKERS), WORKERS)).containsExactly(point, within(1e-5));
        assertThat(extended.lift(extended.coordinates(gradient, WORKERS), WORKERS))
                .containsExactly(gradient, within(1e-5));
    }

    @Test
    void anExtensionDropsWhatThePointDoesNotUse() {
        Directions directions = Directions.principal(samples(40), 5, WORKERS);
        double[] restricted = new double[ROWS * 5];
        restricted[2] = 1; // one entry: rank 1
        double[] point = directions.lift(restricted, WORKERS);
        Directions extended = directions.extended(point, new double[ROWS * FEATURES], 4, 1, WORKERS);
        assertThat(extended.count()).isEqualTo(1);
        assertThat(extended.lift(extended.coordinates(point, WORKERS), WORKERS)).containsExactly(point, within(1e-6));
    }

    /** More may be asked for than there are. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 7, 8})
    void anExtensionNeverExceedsTheFeatures(int count) {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Directions all = Directions.principal(samples(40), FEATURES, WORKERS);
            Directions directions = Directions.principal(samples(40), Math.max(1, count), WORKERS);
            double[] point = count == 0
                    ? new double[ROWS * FEATURES]
                    : directions.lift(TestProgram.gaussian(random, ROWS * directions.count()), WORKERS);
            double[] gradient = all.lift(TestProgram.gaussian(random, ROWS * FEATURES), WORKERS);
            for (int i = 0; i < gradient.length; i += 2) {
                gradient[i] *= 1e-7;
            }
            Directions extended = directions.extended(point, gradient, 16, FEATURES, WORKERS);
            assertThat(extended.count()).isBetween(directions.count() == 8 ? 6 : 1, FEATURES);
            assertOrthonormal(extended);
            assertThat(extended.lift(extended.coordinates(point, WORKERS), WORKERS))
                    .containsExactly(point, within(1e-5));
        }
    }
}
