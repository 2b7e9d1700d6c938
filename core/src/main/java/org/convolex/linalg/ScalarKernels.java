package org.convolex.linalg;

/** Plain loops: the obvious twin of {@code SimdKernels}, and what runs where the Vector API is missing. */
final class ScalarKernels implements Kernels {

    @Override
    public String description() {
        return "scalar";
    }

    @Override
    public void multiply(
            int rows, int inner, int columns, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        for (int i = 0; i < rows; i++) {
            int ci = cOffset + i * columns;
            java.util.Arrays.fill(c, ci, ci + columns, 0f);
            for (int l = 0; l < inner; l++) {
                float factor = a[aOffset + i * inner + l];
                int bl = bOffset + l * columns;
                for (int j = 0; j < columns; j++) {
                    c[ci + j] += factor * b[bl + j];
                }
            }
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
                int xi = xOffset + i * length;
                int wk = wOffset + k * length;
                float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
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
                products[productsOffset + i * outputs + k] = (s0 + s1) + (s2 + s3);
            }
        }
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
        for (int i = 0; i < rows; i++) {
            int xi = xOffset + i * length;
            for (int k = 0; k < outputs; k++) {
                float factor = coefficients[coefficientsOffset + i * outputs + k];
                int sk = sumsOffset + k * length;
                for (int j = 0; j < length; j++) {
                    sums[sk + j] += factor * x[xi + j];
                }
            }
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
        float[] turns = new float[featureCount];
        for (int c = 0; c < windows; c++) {
            int out = featuresOffset + c * featureCount;
            java.util.Arrays.fill(features, out, out + featureCount, 0f);
            for (int t = windowStarts[c]; t < windowStarts[c + 1]; t++) {
                System.arraycopy(bias, 0, turns, 0, featureCount);
                for (int d = 0; d < dimension; d++) {
                    float value = patches[t * dimension + d];
                    int row = d * featureCount;
                    for (int j = 0; j < featureCount; j++) {
                        turns[j] += value * weights[row + j];
                    }
                }
                for (int j = 0; j < featureCount; j++) {
                    features[out + j] += (float) Math.cos(2 * Math.PI * turns[j]);
                }
            }
            float factor = amplitude / (windowStarts[c + 1] - windowStarts[c]);
            for (int j = 0; j < featureCount; j++) {
                features[out + j] = factor * features[out + j] - shift[j];
            }
        }
    }
}
