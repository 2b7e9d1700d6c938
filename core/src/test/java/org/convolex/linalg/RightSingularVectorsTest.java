package org.convolex.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightSingularVectorsTest {

    /** X = sum_j s_j u_j v_j^T with known, random orthonormal factors. */
    @ParameterizedTest
    @CsvSource({"40, 7, 5", "7, 40, 5", "12, 12, 12", "1, 9, 1", "9, 1, 1", "6, 30, 6"})
    void findsWhatAMatrixWasMadeOf(int count, int columns, int rank) {
        SplittableRandom random = new SplittableRandom(count * 100L + columns);
        double[][] left = orthonormal(rank, count, random);
        double[][] right = orthonormal(rank, columns, random);
        double[] rows = new double[count * columns];
        for (int j = 0; j < rank; j++) {
            for (int i = 0; i < rows.length; i++) {
                rows[i] += Math.pow(0.5, j) * left[j][i / columns] * right[j][i % columns];
            }
        }
        try (Workers workers = new Workers(2)) {
            RightSingularVectors found = RightSingularVectors.of(rows, columns, workers);
            assertThat(found.values()).hasSize(Math.min(count, columns));
            assertThat(RightSingularVectors.valuesOf(rows, columns, workers))
                    .containsExactly(found.values(), within(1e-9));
            for (int j = 0; j < found.values().length; j++) {
                assertThat(found.values()[j]).isCloseTo(j < rank ? Math.pow(0.5, j) : 0, within(1e-7));
                if (j < rank) {
                    double along = RowMatrices.dot(found.vectors()[j], right[j]);
                    assertThat(Math.abs(along)).isCloseTo(1, within(1e-9));
                }
            }
        }
    }

    private static double[][] orthonormal(int count, int length, SplittableRandom random) {
        double[][] vectors = new double[count][length];
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < length; i++) {
                vectors[j][i] = random.nextGaussian();
            }
            for (int repeat = 0; repeat < 2; repeat++) {
                for (int k = 0; k < j; k++) {
                    double along = RowMatrices.dot(vectors[j], vectors[k]);
                    for (int i = 0; i < length; i++) {
                        vectors[j][i] -= along * vectors[k][i];
                    }
                }
            }
            double norm = Math.sqrt(RowMatrices.dot(vectors[j], vectors[j]));
            for (int i = 0; i < length; i++) {
                vectors[j][i] /= norm;
            }
        }
        return vectors;
    }
}
