package org.convolex.convotron;

import org.convolex.linalg.Vectors;

/**
 * Stage 2, algorithm 3, Goel, Klivans and Meka (2018): learns the whole filter for given output weights,
 *
 * <pre>  w &lt;- w + eta (y - f(x)) sum_j a_j P_j x,   from w = 0  </pre>
 *
 * <p>Batches take the sum of their samples' steps at once. Not safe for use from several threads.
 */
final class Convotron {
    private final Windows windows;
    private final double leak;
    private final double[] weights;
    private final double[] filter;

    /**
     * @param weights a, as they are
     * @param start w at the start; not changed
     */
    Convotron(Windows windows, double leak, double[] weights, double[] start) {
        this.windows = windows;
        this.leak = leak;
        this.weights = weights.clone();
        this.filter = start.clone();
    }

    /** The network as it stands. */
    OverlappingNetwork network() {
        return new OverlappingNetwork(windows, leak, filter.clone(), weights.clone());
    }

    /**
     * Takes the steps of some samples.
     *
     * @param step eta
     * @return {@code |w|^2 |a|^2} after them; NaN where they have left the numbers
     */
    double take(Samples samples, double step, Residuals residuals) {
        double[] v = residuals.of(new OverlappingNetwork(windows, leak, filter, weights), samples);
        for (int l = 0; l < filter.length; l++) {
            double sum = 0;
            for (int j = 0; j < weights.length; j++) {
                sum += weights[j] * v[windows.starts()[j] + windows.offsets()[l]];
            }
            filter[l] -= step * sum;
        }
        return Vectors.dot(filter, filter) * Vectors.dot(weights, weights);
    }
}
