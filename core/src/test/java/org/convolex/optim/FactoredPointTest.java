package org.convolex.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactoredPointTest {
    private static final Workers WORKERS = new Workers(2);
    private static final int FEATURES = 7;
    private static final int ROWS = 12;

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static double[] ofRank(int rank, SplittableRandom random) {
        double[] point = new double[ROWS * FEATURES];
        for (int component = 0; component < rank; component++) {
            double[] left = TestProgram.gaussian(random, ROWS);
            double[] right = TestProgram.gaussian(random, FEATURES);
            for (int i = 0; i < point.length; i++) {
                point[i] += left[i / FEATURES] * right[i % FEATURES];
            }
        }
        return point;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 7})
    void holdsThePointAndItsRank(int rank) {
        double[] point = ofRank(rank, new SplittableRandom(rank));
        FactoredPoint factored = FactoredPoint.of(point, FEATURES, new NuclearNormBall(1e6), WORKERS);
        assertThat(factored.rank()).isEqualTo(rank);
        assertThat(factored.dense(point.length)).containsExactly(point, within(1e-5));
        for (int j = 1; j < rank; j++) {
            assertThat(norm(factored.responses()[j])).isLessThanOrEqualTo(norm(factored.responses()[j - 1]));
        }
        for (float[] filter : factored.filters()) {
            assertThat(norm(filter)).isCloseTo(1, within(1e-6));
        }
    }

    private static double norm(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += value * (double) value;
        }
        return Math.sqrt(sum);
    }

    /** Single precision must not push a point on the sphere out of the ball: its certificate would claim nothing. */
    @Test
    void isFeasibleAfterRounding() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 200; round++) {
            double[] direction = ofRank(1 + round % 7, random);
            double radius = Math.pow(10, random.nextDouble(-8, 8));
            double scale = radius / NaiveNuclearNorm.norm(direction, FEATURES);
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
            FactoredPoint factored = FactoredPoint.of(direction, FEATURES, new NuclearNormBall(radius), WORKERS);
            double[] dense = factored.dense(direction.length);
            assertThat(NaiveNuclearNorm.norm(dense, FEATURES)).isLessThanOrEqualTo(radius);
            assertThat(dense).containsExactly(direction, within(1e-6 * radius));
        }
    }

    @Test
    void theHashNamesEveryNumber() {
        double[] point = ofRank(2, new SplittableRandom(4));
        NuclearNormBall ball = new NuclearNormBall(1e6);
        FactoredPoint factored = FactoredPoint.of(point, FEATURES, ball, WORKERS);
        String hash = factored.hash();
        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(FactoredPoint.of(point, FEATURES, ball, WORKERS).hash()).isEqualTo(hash);
        for (float[][] rows : new float[][][] {factored.filters(), factored.responses()}) {
            for (float[] row : rows) {
                float before = row[row.length - 1];
                row[row.length - 1] = Math.nextUp(before);
                assertThat(factored.hash()).isNotEqualTo(hash);
                row[row.length - 1] = before;
            }
        }
        assertThat(factored.hash()).isEqualTo(hash);
    }

    @Test
    void refusesFactorsThatDoNotFit() {
        float[][] filter = {{1, 2}};
        assertThatThrownBy(() -> new FactoredPoint(2, filter, new float[2][3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FactoredPoint: 1 filters but 2 responses");
        assertThatThrownBy(() -> new FactoredPoint(3, filter, new float[1][3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FactoredPoint: rows of component 0 have lengths 2 and 3, expected 3 and 3");
        assertThatThrownBy(() -> new FactoredPoint(2, new float[2][2], new float[][] {{1}, {1, 2}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FactoredPoint: rows of component 1 have lengths 2 and 2, expected 2 and 1");
    }
}
