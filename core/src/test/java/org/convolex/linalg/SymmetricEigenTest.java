package org.convolex.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {

    /** Matrices that are not only random: of low rank, with equal eigenvalues, and at scales far from 1. */
    private static double[] matrix(int size, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double scale = Math.pow(10, random.nextInt(-12, 13));
        double[] matrix = new double[size * size];
        int rank = seed % 2 == 0 ? size : 1 + size / 3;
        for (int component = 0; component < rank; component++) {
            double[] vector = random.doubles(size, -1, 1).toArray();
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] += scale * vector[i / size] * vector[i % size];
            }
        }
        return matrix;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 16, 33})
    void vectorsAreOrthonormalAndGiveTheMatrixBack(int size) {
        for (int seed = 0; seed < 10; seed++) {
            double[] matrix = matrix(size, seed);
            double[] before = matrix.clone();
            SymmetricEigen eigen = SymmetricEigen.of(matrix, size);
            assertThat(matrix).isEqualTo(before);
            double largest = Math.abs(eigen.values()[0]);
            for (int i = 0; i < size; i++) {
                assertThat(i == 0 || eigen.values()[i] <= eigen.values()[i - 1]).isTrue();
                for (int j = 0; j < size; j++) {
                    double sum = 0;
                    double inner = 0;
                    for (int e = 0; e < size; e++) {
                        sum += eigen.values()[e] * eigen.vectors()[e][i] * eigen.vectors()[e][j];
                        inner += eigen.vectors()[i][e] * eigen.vectors()[j][e];
                    }
                    assertThat(sum).isCloseTo(matrix[i * size + j], within(1e-12 * size * largest));
                    assertThat(inner).isCloseTo(i == j ? 1 : 0, within(1e-12 * size));
                }
            }
        }
    }

    @Test
    void equalEigenvaluesAreNoTrouble() {
        double[] identity = new double[36];
        for (int i = 0; i < 6; i++) {
            identity[7 * i] = 2;
        }
        assertThat(SymmetricEigen.of(identity, 6).values())
                .containsExactly(new double[] {2, 2, 2, 2, 2, 2}, within(1e-14));
        assertThat(SymmetricEigen.of(new double[36], 6).values()).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aMatrixThatIsNotFiniteIsRefused(double bad) {
        assertThatThrownBy(() -> SymmetricEigen.of(new double[] {1, bad, bad, 1}, 2))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("eigenvalues: the matrix holds " + bad);
    }
}
