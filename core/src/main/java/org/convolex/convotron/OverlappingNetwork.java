package org.convolex.convotron;

import java.util.Arrays;

/**
 * A network of one filter on patches that may overlap:
 *
 * <pre>  f(x) = sum_j a_j sigma(w . P_j x),     sigma(t) = t for t &gt;= 0, leak t below  </pre>
 *
 * <p>Immutable by convention: the arrays are not copied and must not change. Safe for use from many threads.
 *
 * @param windows the patches P_j
 * @param leak in [0, 1]; 1 is a linear network
 * @param filter w
 * @param weights a, one a patch
 */
public record OverlappingNetwork(Windows windows, double leak, double[] filter, double[] weights) {

    /**
     * @throws IllegalArgumentException if sizes do not agree or the leak is out of its range
     */
    public OverlappingNetwork {
        if (filter.length != windows.size() || weights.length != windows.patches()) {
            throw new IllegalArgumentException("OverlappingNetwork: a filter of " + filter.length + " and "
                    + weights.length + " weights, must be " + windows.size() + " and " + windows.patches());
        }
        if (!(leak >= 0 && leak <= 1)) {
            throw new IllegalArgumentException("leak must be in [0, 1], got " + leak);
        }
    }

    /**
     * f of all samples. Cost 2 k r flops a sample.
     *
     * @param outputs receives one number a sample
     */
    public void outputs(Samples samples, double[] outputs) {
        double[] responses = new double[samples.capacity()];
        Arrays.fill(outputs, 0, samples.count(), 0);
        for (int j = 0; j < weights.length; j++) {
            response(samples, j, responses);
            double active = weights[j];
            double inactive = leak * weights[j];
            for (int b = 0; b < samples.count(); b++) {
                outputs[b] += Math.max(0, responses[b]) * active + Math.min(0, responses[b]) * inactive;
            }
        }
    }

    /**
     * {@code w . P_j x} of all samples.
     *
     * @param responses receives one number a sample
     */
    void response(Samples samples, int patch, double[] responses) {
        double[] x = samples.inputs();
        int stride = samples.capacity();
        int count = samples.count();
        int[] offsets = windows.offsets();
        int base = windows.starts()[patch];
        Arrays.fill(responses, 0, count, 0);
        int l = 0;
        for (; l + 3 < offsets.length; l += 4) {
            double w0 = filter[l];
            double w1 = filter[l + 1];
            double w2 = filter[l + 2];
            double w3 = filter[l + 3];
            int x0 = (base + offsets[l]) * stride;
            int x1 = (base + offsets[l + 1]) * stride;
            int x2 = (base + offsets[l + 2]) * stride;
            int x3 = (base + offsets[l + 3]) * stride;
            for (int b = 0; b < count; b++) {
                responses[b] += w0 * x[x0 + b] + w1 * x[x1 + b] + (w2 * x[x2 + b] + w3 * x[x3 + b]);
            }
        }
        for (; l < offsets.length; l++) {
            double w0 = filter[l];
            int x0 = (base + offsets[l]) * stride;
            for (int b = 0; b < count; b++) {
                responses[b] += w0 * x[x0 + b];
            }
        }
    }
}
