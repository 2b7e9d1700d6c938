package org.convolex.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.optim.TestProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectralBoundTest {
    private static final double TIGHT = 1e-5;

    /** Q diag(values) Q^T for a random rotation Q made of reflections. */
    private static double[] withEigenvalues(double[] values, SplittableRandom random) {
        int size = values.length;
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            matrix[i][i] = values[i];
        }
        for (int reflection = 0; reflection < 3; reflection++) {
            double[] v = TestProgram.gaussian(random, size);
            double squared = 0;
            for (double x : v) {
                squared += x * x;
            }
            double[][] reflected = new double[size][size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double left = 0;
                    double right = 0;
                    double both = 0;
                    for (int k = 0; k < size; k++) {
                        left += v[k] * matrix[k][j];
                        right += matrix[i][k] * v[k];
                        for (int l = 0; l < size; l++) {
                            both += v[k] * matrix[k][l] * v[l];
                        }
                    }
                    reflected[i][j] = matrix[i][j]
                            - 2 * v[i] * left / squared
                            - 2 * right * v[j] / squared
                            + 4 * v[i] * v[j] * both / (squared * squared);
                }
            }
            matrix = reflected;
        }
        double[] flat = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                flat[i * size + j] = (matrix[i][j] + matrix[j][i]) / 2;
            }
        }
        return flat;
    }

    private static void assertTightBound(double[] matrix, int size) {
        double largest = SymmetricEigen.of(matrix, size).values()[0];
        assertThat(SpectralBound.ofLargestEigenvalue(matrix, size))
                .isGreaterThanOrEqualTo(largest * (1 - 1e-15 * size))
                .isLessThanOrEqualTo(largest * (1 + TIGHT));
    }

    @Test
    void boundsRandomGramMatricesTightly() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int size = 1 + random.nextInt(20);
            int rows = 1 + random.nextInt(30);
            double[] x = TestProgram.gaussian(random, rows * size);
            double scale = Math.pow(10, random.nextInt(-20, 21));
            double[] gram = new double[size * size];
            for (int r = 0; r < rows; r++) {
                for (int i = 0; i < size * size; i++) {
                    gram[i] += scale * x[r * size + i / size] * x[r * size + i % size];
                }
            }
            assertTightBound(gram, size);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-15, 1e-9, 1e-6, 1e-4, 1e-3, 1e-2, 0.1, 0.5})
    void boundsNearlyEqualTopEigenvaluesTightly(double distance) {
        for (int seed = 0; seed < 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = new double[12];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.max(0, 1 - i * distance);
            }
            assertTightBound(withEigenvalues(values, random), values.length);
        }
    }

    /** From below, a single wrong digit would be a false certificate: the known eigenvalue is never undercut. */
    @Test
    void neverBelowAKnownEigenvalue() {
        double[] ones = new double[49];
        Arrays.fill(ones, 3);
        assertThat(SpectralBound.ofLargestEigenvalue(ones, 7)).isBetween(21.0, 21 * (1 + TIGHT));
        double[] identity = new double[25];
        for (int i = 0; i < 5; i++) {
            identity[6 * i] = 4;
        }
        assertThat(SpectralBound.ofLargestEigenvalue(identity, 5)).isBetween(4.0, 4 * (1 + TIGHT));
        assertThat(SpectralBound.ofLargestEigenvalue(new double[] {7}, 1)).isBetween(7.0, 7 * (1 + TIGHT));
        assertThat(SpectralBound.ofLargestEigenvalue(new double[] {2, 1, 1, 2}, 2))
                .isBetween(3.0, 3 * (1 + TIGHT));
    }

    /** The power iteration starts at (1, 1.618) and never sees the leading vector here. */
    @Test
    void holdsWhenThePowerIterationMissesTheLeadingVector() {
        double a = 1;
        double b = 1 + 0.6180339887498949;
        double squared = a * a + b * b;
        for (double leading : new double[] {1.0000001, 1.05, 2, 100}) {
            // eigenvalue 1 along (a, b), the leading one along (b, -a)
            double[] matrix = {
                (a * a + leading * b * b) / squared, (a * b - leading * a * b) / squared,
                (a * b - leading * a * b) / squared, (b * b + leading * a * a) / squared
            };
            assertThat(SpectralBound.ofLargestEigenvalue(matrix, 2))
                    .isBetween(leading * (1 - 1e-15), (1 + leading) * (1 + TIGHT));
        }
    }

    @Test
    void zeroMatricesHaveTheBoundZero() {
        assertThat(SpectralBound.ofLargestEigenvalue(new double[16], 4)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-170, 1e150, 1e170, 1e300})
    void holdsAtExtremeScales(double scale) {
        double[] matrix = {2 * scale, scale, scale, 2 * scale};
        assertThat(SpectralBound.ofLargestEigenvalue(matrix, 2)).isBetween(3 * scale, 4.1 * scale);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aMatrixThatIsNotFiniteHasNoBound(double bad) {
        for (int place = 0; place < 4; place++) {
            double[] matrix = {2, 1, 1, 2};
            matrix[place] = bad;
            assertThat(SpectralBound.ofLargestEigenvalue(matrix, 2)).isInfinite();
        }
    }
}
