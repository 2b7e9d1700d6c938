package org.convolex.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoubleKernelsTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 3", "8, 5", "9, 10", "255, 11", "256, 1", "256, 10"})
    void bothAgreeWithASimpleLoop(int length, int outputs) {
        SplittableRandom random = new SplittableRandom(length * 31L + outputs);
        int stride = length + 3;
        double[] x = random.doubles(length, -1, 1).toArray();
        double[] w = random.doubles(2 + (long) outputs * stride, -1, 1).toArray();
        for (DoubleKernels kernels : new DoubleKernels[] {DoubleKernels.best(), new ScalarDoubleKernels()}) {
            double[] sums = new double[outputs + 2];
            java.util.Arrays.fill(sums, 0.5);
            kernels.addInnerProducts(length, outputs, x, w, 2, stride, sums, 1);
            assertThat(sums[0]).isEqualTo(0.5);
            assertThat(sums[outputs + 1]).isEqualTo(0.5);
            for (int k = 0; k < outputs; k++) {
                double expected = 0.5;
                for (int j = 0; j < length; j++) {
                    expected += x[j] * w[2 + k * stride + j];
                }
                assertThat(sums[1 + k]).isCloseTo(expected, within(1e-12));
            }
        }
    }
}
