package org.convolex.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kernel of both implementations against the formula in {@code double}.
 *
 * <p>The bound for a float sum of n products, in any order and with or without fused multiply-adds, is
 * (n + 2) u sum |products| with the unit roundoff u = 2^-24, to first order; the tests allow it as it stands.
 */
class KernelsContractTest {

    private static final double UNIT = 0x1p-24;

    /** What surrounds every output: no kernel may change it. */
    private static final float UNTOUCHED = 12345.675f;

    private static final int MARGIN = 37;

    static Stream<Kernels> implementations() {
        return Stream.of(new ScalarKernels(), new SimdKernels());
    }

    static Stream<Arguments> products() {
        int[][] shapes = {
            {0, 3, 5},
            {1, 0, 40},
            {1, 1, 1},
            {2, 3, 7},
            {4, 4, 16},
            {5, 7, 15},
            {6, 9, 17},
            {7, 25, 31},
            {13, 130, 33},
            {12, 128, 64},
            {11, 257, 65},
            {9, 300, 79},
            {3, 20, 80},
            {150, 140, 81},
            {144, 500, 50},
            {295, 25, 500},
            {16, 16, 16}
        };
        return shapes(shapes);
    }

    static Stream<Arguments> longRows() {
        int[][] shapes = {
            {0, 5, 3},
            {1, 0, 2},
            {1, 1, 1},
            {3, 7, 2},
            {4, 16, 5},
            {5, 17, 6},
            {17, 31, 4},
            {16, 63, 10},
            {19, 65, 3},
            {6, 79, 11},
            {33, 81, 17},
            {2, 1025, 2},
            {3, 1087, 18},
            {16, 7200, 10},
            {2, 9001, 3},
            {40, 100, 100}
        };
        return shapes(shapes);
    }

    /** Dimension, feature count, and the largest window. */
    static Stream<Arguments> features() {
        int[][] shapes = {
            {25, 500, 4},
            {25, 100, 1},
            {9, 1000, 9},
            {49, 65, 5},
            {75, 79, 3},
            {400, 33, 4},
            {1, 16, 2},
            {3, 15, 4},
            {2, 1, 1},
            {4, 17, 100},
            {0, 20, 3}
        };
        return shapes(shapes);
    }

    private static Stream<Arguments> shapes(int[][] shapes) {
        return implementations()
                .flatMap(kernels -> Arrays.stream(shapes).map(s -> Arguments.of(kernels, s[0], s[1], s[2])));
    }

    @ParameterizedTest
    @MethodSource("products")
    void multipliesLikeTheFormula(Kernels kernels, int rows, int inner, int columns) {
        float[] a = random(1, 3 + rows * inner);
        float[] b = random(2, 5 + inner * columns);
        float[] expectedBits = multiply(kernels, rows, inner, columns, a, b);
        float[] c = multiply(kernels, rows, inner, columns, a, b);
        assertThat(c).isEqualTo(expectedBits);
        assertMarginsUntouched(c, rows * columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                Sum sum = new Sum();
                for (int l = 0; l < inner; l++) {
                    sum.add((double) a[3 + i * inner + l] * b[5 + l * columns + j]);
                }
                sum.assertNear(c[MARGIN + i * columns + j]);
            }
        }
    }

    private static float[] multiply(Kernels kernels, int rows, int inner, int columns, float[] a, float[] b) {
        float[] c = filled(rows * columns);
        kernels.multiply(rows, inner, columns, a, 3, b, 5, c, MARGIN);
        return c;
    }

    @ParameterizedTest
    @MethodSource("longRows")
    void takesInnerProductsLikeTheFormula(Kernels kernels, int rows, int length, int outputs) {
        float[] x = random(3, 7 + rows * length);
        float[] w = random(4, 1 + outputs * length);
        float[] products = filled(rows * outputs);
        kernels.innerProducts(rows, length, outputs, x, 7, w, 1, products, MARGIN);
        float[] again = filled(rows * outputs);
        kernels.innerProducts(rows, length, outputs, x, 7, w, 1, again, MARGIN);
        assertThat(products).isEqualTo(again);
        assertMarginsUntouched(products, rows * outputs);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < outputs; k++) {
                Sum sum = new Sum();
                for (int j = 0; j < length; j++) {
                    sum.add((double) x[7 + i * length + j] * w[1 + k * length + j]);
                }
                sum.assertNear(products[MARGIN + i * outputs + k]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("longRows")
    void accumulatesCombinationsLikeTheFormula(Kernels kernels, int rows, int length, int outputs) {
        float[] x = random(5, 2 + rows * length);
        float[] coefficients = random(6, 9 + rows * outputs);
        float[] start = random(7, outputs * length);
        float[] sums = accumulate(kernels, rows, length, outputs, x, 2, coefficients, 9, start);
        assertThat(sums).isEqualTo(accumulate(kernels, rows, length, outputs, x, 2, coefficients, 9, start));
        assertMarginsUntouched(sums, outputs * length);
        for (int k = 0; k < outputs; k++) {
            for (int j = 0; j < length; j++) {
                Sum sum = new Sum();
                sum.add(start[k * length + j]);
                for (int i = 0; i < rows; i++) {
                    sum.add((double) coefficients[9 + i * outputs + k] * x[2 + i * length + j]);
                }
                sum.assertNear(sums[MARGIN + k * length + j]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void accumulatesGramMatricesThatAreSymmetricBitForBit(Kernels kernels) {
        int rows = 100;
        int length = 77;
        float[] x = random(8, rows * length);
        float[] gram = accumulate(kernels, rows, length, length, x, 0, x, 0, new float[length * length]);
        for (int j = 0; j < length; j++) {
            for (int k = 0; k < j; k++) {
                assertThat(gram[MARGIN + j * length + k]).isEqualTo(gram[MARGIN + k * length + j]);
            }
        }
    }

    private static float[] accumulate(
            Kernels kernels,
            int rows,
            int length,
            int outputs,
            float[] x,
            int xOffset,
            float[] coefficients,
            int coefficientsOffset,
            float[] start) {
        float[] sums = filled(outputs * length);
        System.arraycopy(start, 0, sums, MARGIN, start.length);
        kernels.accumulateCombinations(
                rows, length, outputs, x, xOffset, coefficients, coefficientsOffset, sums, MARGIN);
        return sums;
    }

    /** An error e in an argument, in turns, moves its cosine by at most 2 pi e; to that comes the cosine's own 2.5e-7. */
    @ParameterizedTest
    @MethodSource("features")
    void poolsCosinesLikeTheFormula(Kernels kernels, int dimension, int featureCount, int largestWindow) {
        int[] starts = windowStarts(29, largestWindow);
        int windows = starts.length - 1;
        float[] patches = random(9, starts[windows] * dimension);
        float[] weights = random(10, dimension * featureCount);
        float[] bias = random(11, featureCount);
        float[] shift = random(12, featureCount);
        float[] features = pool(kernels, starts, dimension, featureCount, patches, weights, bias, shift);
        assertThat(features).isEqualTo(pool(kernels, starts, dimension, featureCount, patches, weights, bias, shift));
        assertMarginsUntouched(features, windows * featureCount);
        for (int c = 0; c < windows; c++) {
            for (int j = 0; j < featureCount; j++) {
                double expected = -shift[j];
                double bound = 4 * UNIT * (1 + Math.abs(shift[j]));
                int size = starts[c + 1] - starts[c];
                for (int t = starts[c]; t < starts[c + 1]; t++) {
                    Sum argument = new Sum();
                    argument.add(bias[j]);
                    for (int d = 0; d < dimension; d++) {
                        argument.add((double) patches[t * dimension + d] * weights[d * featureCount + j]);
                    }
                    expected += 1.5 / size * Math.cos(2 * Math.PI * argument.value);
                    bound += 1.5 / size * (2 * Math.PI * argument.bound() + 2.5e-7 + size * UNIT);
                }
                assertThat(Math.abs(features[MARGIN + c * featureCount + j] - expected))
                        .isLessThanOrEqualTo(bound);
            }
        }
    }

    private static float[] pool(
            Kernels kernels,
            int[] starts,
            int dimension,
            int featureCount,
            float[] patches,
            float[] weights,
            float[] bias,
            float[] shift) {
        int windows = starts.length - 1;
        float[] features = filled(windows * featureCount);
        kernels.pooledCosines(
                windows, starts, dimension, featureCount, patches, weights, bias, 1.5f, shift, features, MARGIN);
        return features;
    }

    /** A relative error of 2e-7 in a power, and a factor of 2^e for an error e in its exponent. */
    @ParameterizedTest
    @MethodSource("features")
    void poolsPowersOfTwoLikeTheFormula(Kernels kernels, int dimension, int featureCount, int largestWindow) {
        assertPools(kernels::pooledPowersOfTwo, dimension, featureCount, largestWindow, 0, (x, e) -> {
            double power = Math.pow(2, x);
            return new double[] {power, power * (2e-7 + e)};
        });
    }

    /** Arguments of at least 4, so that an error e in them moves a reciprocal by at most e / 12. */
    @ParameterizedTest
    @MethodSource("features")
    void poolsReciprocalsLikeTheFormula(Kernels kernels, int dimension, int featureCount, int largestWindow) {
        float offset = dimension + 5;
        assertPools(kernels::pooledReciprocals, dimension, featureCount, largestWindow, offset, (x, e) ->
                new double[] {1 / x, 2 * UNIT / x + e / 12});
    }

    private interface PooledKernel {
        void pool(
                int windows,
                int[] windowStarts,
                int dimension,
                int featureCount,
                float[] patches,
                float[] weights,
                float[] bias,
                float[] features,
                int featuresOffset);
    }

    /** The response to an argument with an error: its value, and the bound for its own error. */
    private interface Response {
        double[] of(double argument, double error);
    }

    private static void assertPools(
            PooledKernel kernel, int dimension, int featureCount, int largestWindow, float offset, Response response) {
        int[] starts = windowStarts(29, largestWindow);
        int windows = starts.length - 1;
        float[] patches = random(9, starts[windows] * dimension);
        float[] weights = random(10, dimension * featureCount);
        float[] bias = random(11, featureCount);
        for (int j = 0; j < featureCount; j++) {
            bias[j] += offset;
        }
        float[] features = filled(windows * featureCount);
        kernel.pool(windows, starts, dimension, featureCount, patches, weights, bias, features, MARGIN);
        float[] again = filled(windows * featureCount);
        kernel.pool(windows, starts, dimension, featureCount, patches, weights, bias, again, MARGIN);
        assertThat(features).isEqualTo(again);
        assertMarginsUntouched(features, windows * featureCount);
        for (int c = 0; c < windows; c++) {
            int size = starts[c + 1] - starts[c];
            for (int j = 0; j < featureCount; j++) {
                double expected = 0;
                double bound = 0;
                for (int t = starts[c]; t < starts[c + 1]; t++) {
                    Sum argument = new Sum();
                    argument.add(bias[j]);
                    for (int d = 0; d < dimension; d++) {
                        argument.add((double) patches[t * dimension + d] * weights[d * featureCount + j]);
                    }
                    double[] value = response.of(argument.value, argument.bound());
                    expected += value[0] / size;
                    bound += (value[1] + (size + 3) * UNIT * Math.abs(value[0])) / size;
                }
                assertThat(Math.abs(features[MARGIN + c * featureCount + j] - expected))
                        .isLessThanOrEqualTo(bound);
            }
        }
    }

    /** From exponents whose power is next to nothing up to the largest ones, and across every rounding of an exponent. */
    @ParameterizedTest
    @MethodSource("implementations")
    void takesPowersOfTwoToWithinTheStatedError(Kernels kernels) {
        int count = 300_001;
        int lanes = 16;
        float[] exponents = new float[count];
        int[] starts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            exponents[i] = i % 3 == 0 ? 300f * (i - count) / count + 126.9f : 2f * (i - count / 2) / count;
            starts[i + 1] = i + 1;
        }
        float[] ones = new float[lanes];
        Arrays.fill(ones, 1f);
        float[] powers = new float[count * lanes];
        kernels.pooledPowersOfTwo(count, starts, 1, lanes, exponents, ones, new float[lanes], powers, 0);
        for (int i = 0; i < count; i++) {
            double power = Math.pow(2, Math.max(-126, exponents[i]));
            assertThat(Math.abs(powers[i * lanes] - power)).isLessThan(2e-7 * power);
        }
    }

    /** Sums of {@code size} terms, by the definition of H. Widths that are and are not whole vectors. */
    @ParameterizedTest
    @MethodSource("transforms")
    void transformsLikeTheFormula(Kernels kernels, int size, int width) {
        float[] x = random(13, size * width + 4);
        float[] transformed = x.clone();
        kernels.hadamard(size, width, transformed);
        for (int i = 0; i < size; i++) {
            for (int c = 0; c < width; c++) {
                Sum sum = new Sum();
                for (int j = 0; j < size; j++) {
                    sum.add(Integer.bitCount(i & j) % 2 == 0 ? x[j * width + c] : -x[j * width + c]);
                }
                sum.assertNear(transformed[i * width + c]);
            }
        }
        assertThat(Arrays.copyOfRange(transformed, size * width, x.length))
                .isEqualTo(Arrays.copyOfRange(x, size * width, x.length));
    }

    static Stream<Arguments> transforms() {
        return implementations()
                .flatMap(kernels -> Stream.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
                        .flatMap(size -> Stream.of(1, 7, 16, 32).map(width -> Arguments.of(kernels, size, width))));
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void scalesRowsInAnotherOrder(Kernels kernels, int size, int width) {
        float[] x = random(14, size * width);
        float[] factors = random(15, size);
        int[] from = new int[size];
        Arrays.setAll(from, r -> (5 * r + 3) % size);
        float[] y = new float[size * width + 1];
        y[size * width] = UNTOUCHED;
        kernels.scaleRows(size, width, x, from, factors, y);
        for (int i = 0; i < size * width; i++) {
            assertThat(y[i]).isEqualTo(factors[i / width] * x[from[i / width] * width + i % width]);
        }
        assertThat(y[size * width]).isEqualTo(UNTOUCHED);
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void accumulatesCosinesLikeTheFormula(Kernels kernels, int size, int width) {
        float[] x = random(16, size * width);
        float[] factors = random(17, size);
        float[] bias = random(18, size);
        float[] weights = random(19, width);
        float[] sums = filled(size * width);
        Arrays.fill(sums, MARGIN, MARGIN + size * width, 0.5f);
        kernels.accumulateCosines(size, width, x, factors, bias, weights, sums, MARGIN);
        assertMarginsUntouched(sums, size * width);
        for (int i = 0; i < size * width; i++) {
            double turns = (double) factors[i / width] * x[i] + bias[i / width];
            double expected = 0.5 + weights[i % width] * Math.cos(2 * Math.PI * turns);
            assertThat(Math.abs(sums[MARGIN + i] - expected)).isLessThan(2.5e-7 + 2 * Math.PI * 4 * UNIT + 3 * UNIT);
        }
    }

    /** Patches of length one with weight one and no bias, so that the patch itself is the argument of the cosine. */
    @ParameterizedTest
    @MethodSource("implementations")
    void takesCosinesToWithinTheStatedError(Kernels kernels) {
        int count = 300_001;
        int lanes = 16;
        float[] arguments = new float[count];
        int[] starts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            arguments[i] = i % 3 == 0 ? 100f * (i - count / 2) / count : 2f * (i - count / 2) / count;
            starts[i + 1] = i + 1;
        }
        float[] ones = new float[lanes];
        Arrays.fill(ones, 1f);
        float[] zeros = new float[lanes];
        float[] cosines = new float[count * lanes];
        kernels.pooledCosines(count, starts, 1, lanes, arguments, ones, zeros, 1f, zeros, cosines, 0);
        double worst = 0;
        for (int i = 0; i < count; i++) {
            double error = Math.abs(cosines[i * lanes] - Math.cos(2 * Math.PI * arguments[i]));
            worst = Math.max(worst, error);
        }
        assertThat(worst).isLessThan(2.5e-7);
    }

    /** Windows of 1 to {@code largest} patches, in a mixed order. */
    private static int[] windowStarts(int windows, int largest) {
        int[] starts = new int[windows + 1];
        for (int c = 0; c < windows; c++) {
            starts[c + 1] = starts[c] + 1 + (c * 7 + largest - 1) % largest;
        }
        return starts;
    }

    private static float[] random(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    private static float[] filled(int length) {
        float[] values = new float[length + 2 * MARGIN];
        Arrays.fill(values, UNTOUCHED);
        return values;
    }

    private static void assertMarginsUntouched(float[] values, int length) {
        for (int i = 0; i < MARGIN; i++) {
            assertThat(values[i]).isEqualTo(UNTOUCHED);
            assertThat(values[MARGIN + length + i]).isEqualTo(UNTOUCHED);
        }
    }

    /** A sum in double, with the bound for the same sum in float. */
    private static final class Sum {
        private double value;
        private double magnitude;
        private int count;

        void add(double summand) {
            value += summand;
            magnitude += Math.abs(summand);
            count++;
        }

        double bound() {
            return (count + 2) * UNIT * magnitude;
        }

        void assertNear(float actual) {
            assertThat(Math.abs(actual - value)).isLessThanOrEqualTo(bound());
        }
    }
}
