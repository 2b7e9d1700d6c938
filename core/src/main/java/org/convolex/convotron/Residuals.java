package org.convolex.convotron;

/**
 * What a batch says of a network: {@code e_b = f(x_b) - y_b} and {@code v = sum_b e_b x_b}. Both gradients of Double Convotron are
 * linear in v, because they leave out the slope of the activation:
 *
 * <pre>
 *   sum_b e_b sum_j a_j P_j x_b = sum_j a_j P_j v,      sum_b e_b w . P_j x_b = w . P_j v
 * </pre>
 *
 * <p>so that a batch costs 2 k r + 2 d flops a sample, whatever is made of it. Reused; not safe for use from several threads.
 */
final class Residuals {
    private final double[] errors;
    private final double[] sum;

    Residuals(int inputs, int capacity) {
        this.errors = new double[capacity];
        this.sum = new double[inputs];
    }

    /** v of the samples. */
    double[] of(OverlappingNetwork network, Samples samples) {
        network.outputs(samples, errors);
        int count = samples.count();
        for (int b = 0; b < count; b++) {
            errors[b] -= samples.targets()[b];
        }
        double[] x = samples.inputs();
        int stride = samples.capacity();
        for (int i = 0; i < sum.length; i++) {
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            int at = i * stride;
            int b = 0;
            for (; b + 3 < count; b += 4) {
                sum0 += errors[b] * x[at + b];
                sum1 += errors[b + 1] * x[at + b + 1];
                sum2 += errors[b + 2] * x[at + b + 2];
                sum3 += errors[b + 3] * x[at + b + 3];
            }
            for (; b < count; b++) {
                sum0 += errors[b] * x[at + b];
            }
            sum[i] = (sum0 + sum1) + (sum2 + sum3);
        }
        return sum;
    }

    /** e of the samples of the last call. */
    double[] errors() {
        return errors;
    }
}
