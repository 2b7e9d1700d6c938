package org.convolex.convotron;

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
    private final double step;
    private final double[] weights;
    private final double[] filter;

    /**
     * @param weights a, as they are
     * @param start w at the start; not changed
     */
    Convotron(Windows windows, double leak, double step, double[] weights, double[] start) {
        this.windows = windows;
        this.leak = leak;
        this.step = step;
        this.weights = weights.clone();
        this.filter = start.clone();
    }

    /** The network as it stands. */
    OverlappingNetwork network() {
        return new OverlappingNetwork(windows, leak, filter.clone(), weights.clone());
    }

    /** Takes the steps of some samples; false if the filter is no longer finite. */
    boolean take(Samples samples, Residuals residuals) {
        double[] v = residuals.of(new OverlappingNetwork(windows, leak, filter, weights), samples);
        double size = 0;
        for (int l = 0; l < filter.length; l++) {
            double sum = 0;
            for (int j = 0; j < weights.length; j++) {
                sum += weights[j] * v[windows.starts()[j] + windows.offsets()[l]];
            }
            filter[l] -= step * sum;
            size += filter[l] * filter[l];
        }
        return Double.isFinite(size);
    }
}
