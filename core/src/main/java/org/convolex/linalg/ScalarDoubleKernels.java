package org.convolex.linalg;

/** Double precision in plain loops. */
final class ScalarDoubleKernels implements DoubleKernels {

    @Override
    public void addInnerProducts(
            int length,
            int outputs,
            double[] x,
            int xOffset,
            double[] w,
            int wOffset,
            int stride,
            double[] sums,
            int at) {
        for (int k = 0; k < outputs; k++) {
            sums[at + k] += inner(length, x, xOffset, w, wOffset + k * stride);
        }
    }

    private static double inner(int length, double[] x, int from, double[] w, int offset) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int j = 0;
        for (; j + 3 < length; j += 4) { // four chains: one alone waits for its own last addition
            sum0 += x[from + j] * w[offset + j];
            sum1 += x[from + j + 1] * w[offset + j + 1];
            sum2 += x[from + j + 2] * w[offset + j + 2];
            sum3 += x[from + j + 3] * w[offset + j + 3];
        }
        for (; j < length; j++) {
            sum0 += x[from + j] * w[offset + j];
        }
        return sum0 + sum1 + sum2 + sum3;
    }

    @Override
    public void addCombinations(
            int count,
            int length,
            int outputs,
            double[] factors,
            double[] x,
            int xStride,
            double[] sums,
            int at,
            int stride) {
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < outputs; k++) {
                add(length, factors[i * outputs + k], x, i * xStride, sums, at + k * stride);
            }
        }
    }

    private static void add(int length, double factor, double[] x, int from, double[] sums, int at) {
        for (int j = 0; j < length; j++) {
            sums[at + j] += factor * x[from + j];
        }
    }
}
