package org.convolex.convotron;

import org.convolex.linalg.PositiveDefinite;

/**
 * The output weights for a given filter: y is linear in them, so they solve normal equations of k numbers. Memory 8 k^2 bytes,
 * however many samples.
 */
final class LeastSquares {
    private final OverlappingNetwork network;
    private final double[] gram;
    private final double[] right;

    LeastSquares(OverlappingNetwork network) {
        this.network = network;
        int count = network.weights().length;
        this.gram = new double[count * count];
        this.right = new double[count];
    }

    /** Takes some samples in. Cost k^2 flops a sample. */
    void take(Samples samples) {
        int count = network.weights().length;
        double[][] features = new double[count][samples.capacity()];
        for (int j = 0; j < count; j++) {
            network.response(samples, j, features[j]);
            for (int b = 0; b < samples.count(); b++) {
                features[j][b] = Math.max(0, features[j][b]) + network.leak() * Math.min(0, features[j][b]);
            }
        }
        for (int j = 0; j < count; j++) {
            for (int i = 0; i <= j; i++) {
                gram[j * count + i] += dot(features[j], features[i], samples.count());
            }
            right[j] += dot(features[j], samples.targets(), samples.count());
        }
    }

    /** a; those of the network where no sample has a response. */
    double[] weights() {
        double[] solution = new PositiveDefinite(gram, right.length).solve(right);
        for (double value : solution) {
            if (Double.isNaN(value)) {
                return network.weights();
            }
        }
        return solution;
    }

    private static double dot(double[] a, double[] b, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
