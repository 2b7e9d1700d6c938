package org.convolex.kernel;

import java.util.Arrays;
import org.convolex.linalg.Kernels;
import org.convolex.patch.ZcaWhitening;

/**
 * The pooled features of {@link RandomMaclaurinFeatures}. Degrees descend, so the features that have an s-th factor are the first
 * ones: factors are ordered by s, and products become loops over contiguous runs.
 */
final class MaclaurinPooling implements PatchPooling {
    /** Patches whose factors are held at a time: about 1 MB for 500 features. */
    private static final int BLOCK = 64;

    private final Kernels kernels = Kernels.best();
    private final int[] starts;
    private final int dimension;
    private final PatchWhitener whitener;
    private final float[] directions;
    private final int factors;
    private final int[] featuresWith;
    private final float[] coefficients;
    private final float[] shift;

    MaclaurinPooling(RandomMaclaurinFeatures map, ZcaWhitening whitening, int[] starts, float[] mean, float scale) {
        this.starts = starts;
        this.dimension = map.dimension();
        this.whitener = new PatchWhitener(whitening, map.kernel(), starts[starts.length - 1], 0);
        int count = map.count();
        this.factors = Arrays.stream(map.degrees()).sum();
        this.featuresWith = new int[map.degrees()[0]];
        this.directions = new float[dimension * factors];
        this.coefficients = new float[count];
        this.shift = new float[count];
        for (int j = 0; j < count; j++) {
            coefficients[j] = (float) (map.coefficients()[j] / scale);
            shift[j] = mean[j] / scale;
            for (int s = 0; s < map.degrees()[j]; s++) {
                featuresWith[s] = j + 1;
            }
        }
        orderByFactor(map);
    }

    /** Column (features with factors below s) + j holds factor s of feature j. */
    private void orderByFactor(RandomMaclaurinFeatures map) {
        int from = 0;
        for (int j = 0; j < map.count(); j++) {
            int column = 0;
            for (int s = 0; s < map.degrees()[j]; s++, from++) {
                for (int i = 0; i < dimension; i++) {
                    directions[i * factors + column + j] = (float) map.directions()[from * dimension + i];
                }
                column += featuresWith[s];
            }
        }
    }

    private static void multiply(float[] term, float[] row, int count) {
        for (int j = 0; j < count; j++) {
            term[j] *= row[j];
        }
    }

    @Override
    public Worker newWorker() {
        return new Buffers();
    }

    private final class Buffers implements Worker {
        private final float[] whitened = whitener.newBuffer();
        private final float[] products = new float[BLOCK * factors];
        private final float[] term = new float[shift.length];
        private final float[] row = new float[shift.length];
        private final float[] sum = new float[shift.length];

        @Override
        public void pool(float[] patches, float[] features, int offset) {
            whitener.apply(patches, whitened);
            int last = starts[starts.length - 1];
            Arrays.fill(sum, 0);
            int window = 0;
            for (int first = 0; first < last; first += BLOCK) {
                int block = Math.min(BLOCK, last - first);
                kernels.multiply(block, dimension, factors, whitened, first * dimension, directions, 0, products, 0);
                for (int t = 0; t < block; t++) {
                    addProducts(t * factors);
                    if (first + t + 1 == starts[window + 1]) {
                        store(1f / (starts[window + 1] - starts[window]), features, offset + window * sum.length);
                        window++;
                    }
                }
            }
        }

        /** Adds the features of one patch, without their coefficients. */
        private void addProducts(int at) {
            Arrays.fill(term, 1);
            int factor = at;
            for (int with : featuresWith) {
                System.arraycopy(products, factor, row, 0, with);
                multiply(term, row, with);
                factor += with;
            }
            for (int j = 0; j < sum.length; j++) {
                sum[j] += term[j];
            }
        }

        private void store(float share, float[] features, int at) {
            for (int j = 0; j < sum.length; j++) {
                features[at + j] = share * coefficients[j] * sum[j] - shift[j];
                sum[j] = 0;
            }
        }
    }
}
