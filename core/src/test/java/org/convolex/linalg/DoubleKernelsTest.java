package org.convolex.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoubleKernelsTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 3", "8, 5", "9, 10", "255, 11", "256, 1", "256, 10"})
    void bothAgreeWithASimpleLoop(int length, int outputs) {
        SplittableRandom random = new SplittableRandom(length * 31L + outputs);
        int stride = length + 3;
        double[] x = random.doubles(1 + (long) length, -1, 1).toArray();
        double[] w = random.doubles(2 + (long) outputs * stride, -1, 1).toArray();
        for (DoubleKernels kernels : new DoubleKernels[] {DoubleKernels.best(), new ScalarDoubleKernels()}) {
            double[] sums = new double[outputs + 2];
            Arrays.fill(sums, 0.5);
            kernels.addInnerProducts(length, outputs, x, 1, w, 2, stride, sums, 1);
            assertThat(sums[0]).isEqualTo(0.5);
            assertThat(sums[outputs + 1]).isEqualTo(0.5);
            for (int k = 0; k < outputs; k++) {
                double expected = 0.5;
                for (int j = 0; j < length; j++) {
                    expected += x[1 + j] * w[2 + k * stride + j];
                }
                assertThat(sums[1 + k]).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 7, 3", "2, 16, 5", "5, 33, 4", "128, 255, 11", "7, 256, 10"})
    void combinationsAgreeWithASimpleLoop(int count, int length, int outputs) {
        SplittableRandom random = new SplittableRandom(count * 1009L + length * 31L + outputs);
        int stride = length + 3;
        double[] factors = random.doubles((long) count * outputs, -1, 1).toArray();
        double[] x = random.doubles((long) count * (length + 1), -1, 1).toArray();
        for (DoubleKernels kernels : new DoubleKernels[] {DoubleKernels.best(), new ScalarDoubleKernels()}) {
            double[] sums = new double[2 + outputs * stride];
            Arrays.fill(sums, 0.5);
            kernels.addCombinations(count, length, outputs, factors, x, length + 1, sums, 2, stride);
            for (int k = 0; k < outputs; k++) {
                for (int j = 0; j < stride; j++) {
                    double expected = 0.5;
                    for (int i = 0; i < count && j < length; i++) {
                        expected += factors[i * outputs + k] * x[i * (length + 1) + j];
                    }
                    assertThat(sums[2 + k * stride + j]).isCloseTo(expected, within(1e-12));
                }
            }
            assertThat(sums[0]).isEqualTo(0.5);
            assertThat(sums[1]).isEqualTo(0.5);
        }
    }
}
