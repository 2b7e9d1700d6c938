package org.convolex.linalg;

import java.util.Arrays;

/**
 * Plain loops: the obvious twin of {@code SimdKernels}, and what runs where the Vector API is missing.
 *
 * <p>The inner loops index every array by the bare loop variable, on rows copied to the start of a scratch array: only in
 * that form does the JIT compiler of JDK 17 turn them into vector instructions, which is worth far more than the copy.
 */
final class ScalarKernels implements Kernels {

    private final String advice;

    ScalarKernels() {
        this("");
    }

    ScalarKernels(String advice) {
        this.advice = advice;
    }

    @Override
    public String description() {
        return "scalar";
    }

    @Override
    public String advice() {
        return advice;
    }

    @Override
    public void multiply(
            int rows, int inner, int columns, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        float[] sum = new float[columns];
        float[] row = new float[columns];
        for (int i = 0; i < rows; i++) {
            Arrays.fill(sum, 0f);
            for (int l = 0; l < inner; l++) {
                System.arraycopy(b, bOffset + l * columns, row, 0, columns);
                addMultiple(a[aOffset + i * inner + l], row, sum);
            }
            System.arraycopy(sum, 0, c, cOffset + i * columns, columns);
        }
    }

    private static void addMultiple(float factor, float[] row, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += factor * row[j];
        }
    }

    @Override
    public void innerProducts(
            int rows,
            int length,
            int outputs,
            float[] x,
            int xOffset,
            float[] w,
            int wOffset,
            float[] products,
            int productsOffset) {
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < outputs; k++) {
                products[productsOffset + i * outputs + k] =
                        innerProduct(length, x, xOffset + i * length, w, wOffset + k * length);
            }
        }
    }

    /** Four sums that do not wait for each other; the compiler may not reorder a float sum by itself. */
    private static float innerProduct(int length, float[] x, int xi, float[] w, int wk) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int j = 0;
        for (; j + 3 < length; j += 4) {
            s0 += x[xi + j] * w[wk + j];
            s1 += x[xi + j + 1] * w[wk + j + 1];
            s2 += x[xi + j + 2] * w[wk + j + 2];
            s3 += x[xi + j + 3] * w[wk + j + 3];
        }
        for (; j < length; j++) {
            s0 += x[xi + j] * w[wk + j];
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    public void accumulateCombinations(
            int rows,
            int length,
            int outputs,
            float[] x,
            int xOffset,
            float[] coefficients,
            int coefficientsOffset,
            float[] sums,
            int sumsOffset) {
        float[] sum = new float[length];
        float[] row = new float[length];
        for (int k = 0; k < outputs; k++) {
            System.arraycopy(sums, sumsOffset + k * length, sum, 0, length);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(x, xOffset + i * length, row, 0, length);
                addMultiple(coefficients[coefficientsOffset + i * outputs + k], row, sum);
            }
            System.arraycopy(sum, 0, sums, sumsOffset + k * length, length);
        }
    }

    @Override
    public void pooledCosines(
            int windows,
            int[] windowStarts,
            int dimension,
            int featureCount,
            float[] patches,
            float[] weights,
            float[] bias,
            float amplitude,
            float[] shift,
            float[] features,
            int featuresOffset) {
        pooled(
                ScalarKernels::addCosines,
                windows,
                windowStarts,
                dimension,
                featureCount,
                patches,
                weights,
                bias,
                features,
                featuresOffset);
        for (int c = 0, at = featuresOffset; c < windows; c++) {
            for (int j = 0; j < featureCount; j++, at++) {
                features[at] = amplitude * features[at] - shift[j];
            }
        }
    }

    @Override
    public void pooledPowersOfTwo(
            int windows,
            int[] windowStarts,
            int dimension,
            int featureCount,
            float[] patches,
            float[] weights,
            float[] bias,
            float[] features,
            int featuresOffset) {
        pooled(
                ScalarKernels::addPowersOfTwo,
                windows,
                windowStarts,
                dimension,
                featureCount,
                patches,
                weights,
                bias,
                features,
                featuresOffset);
    }

    @Override
    public void pooledReciprocals(
            int windows,
            int[] windowStarts,
            int dimension,
            int featureCount,
            float[] patches,
            float[] weights,
            float[] bias,
            float[] features,
            int featuresOffset) {
        pooled(
                ScalarKernels::addReciprocals,
                windows,
                windowStarts,
                dimension,
                featureCount,
                patches,
                weights,
                bias,
                features,
                featuresOffset);
    }

    /** Adds a function of each argument to a sum. */
    @FunctionalInterface
    private interface Response {
        void addTo(float[] arguments, float[] sum);
    }

    private static void pooled(
            Response response,
            int windows,
            int[] windowStarts,
            int dimension,
            int featureCount,
            float[] patches,
            float[] weights,
            float[] bias,
            float[] features,
            int featuresOffset) {
        float[] arguments = new float[featureCount];
        float[] row = new float[featureCount];
        float[] sum = new float[featureCount];
        for (int c = 0; c < windows; c++) {
            Arrays.fill(sum, 0f);
            for (int t = windowStarts[c]; t < windowStarts[c + 1]; t++) {
                System.arraycopy(bias, 0, arguments, 0, featureCount);
                for (int d = 0; d < dimension; d++) {
                    System.arraycopy(weights, d * featureCount, row, 0, featureCount);
                    addMultiple(patches[t * dimension + d], row, arguments);
                }
                response.addTo(arguments, sum);
            }
            float factor = 1f / (windowStarts[c + 1] - windowStarts[c]);
            int out = featuresOffset + c * featureCount;
            for (int j = 0; j < featureCount; j++) {
                features[out + j] = factor * sum[j];
            }
        }
    }

    private static void addPowersOfTwo(float[] exponents, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += PowerOfTwoPolynomial.power(exponents[j]);
        }
    }

    private static void addReciprocals(float[] arguments, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += 1 / arguments[j];
        }
    }

    private static void addCosines(float[] turns, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += CosinePolynomial.cosine(turns[j]);
        }
    }

    @Override
    public void hadamard(int size, int width, float[] x) {
        for (int half = 1; half < size; half *= 2) {
            for (int i = 0; i < size; i += 2 * half) {
                int end = (i + half) * width;
                for (int at = i * width; at < end; at++) {
                    float a = x[at];
                    float b = x[at + half * width];
                    x[at] = a + b;
                    x[at + half * width] = a - b;
                }
            }
        }
    }

    @Override
    public void scaleRows(int rows, int width, float[] x, int[] from, float[] factors, float[] y) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < width; c++) {
                y[r * width + c] = factors[r] * x[from[r] * width + c];
            }
        }
    }

    @Override
    public void accumulateCosines(
            int rows,
            int width,
            float[] x,
            float[] factors,
            float[] bias,
            float[] weights,
            float[] sums,
            int sumsOffset) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < width; c++) {
                int at = r * width + c;
                sums[sumsOffset + at] += weights[c] * CosinePolynomial.cosine(factors[r] * x[at] + bias[r]);
            }
        }
    }
}
