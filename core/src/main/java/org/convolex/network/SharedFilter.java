package org.convolex.network;

import java.util.Arrays;
import org.convolex.linalg.Workers;

/**
 * The learning problem of one filter w that all blocks of a sample share, with output weights of 1, Bartan and Pilanci (2019):
 *
 * <pre>
 *   y_i = f_i(w) = sum_j sigma(x_ij.w),     x_ij the j-th of K blocks of h numbers
 * </pre>
 *
 * <p>As sigma is convex, so is f_i, and {@code f_i(w) <= y_i} is a convex constraint: that is what the relaxation keeps of the
 * equation. Immutable by convention: the arrays are not copied and must not change. Safe for use from many threads.
 *
 * @param blocks of all samples
 * @param targets y, one number a sample, finite
 * @param activation sigma
 */
public record SharedFilter(PatchRows blocks, double[] targets, Activation activation) {

    /**
     * @throws IllegalArgumentException if there is not one finite target a sample
     */
    public SharedFilter {
        if (targets.length != blocks.samples()) {
            throw new IllegalArgumentException(
                    "SharedFilter: " + targets.length + " targets of " + blocks.samples() + " samples");
        }
        for (double target : targets) {
            if (!Double.isFinite(target)) {
                throw new IllegalArgumentException("SharedFilter: a target is " + target);
            }
        }
    }

    /** n. */
    public int samples() {
        return targets.length;
    }

    /** h, the numbers of the filter. */
    public int dimension() {
        return blocks.dimension();
    }

    /** f_i(w). Cost 2 K h flops. */
    public double output(int sample, double[] filter) {
        double sum = 0;
        int end = (sample + 1) * blocks.patches();
        for (int row = sample * blocks.patches(); row < end; row++) {
            sum += activation.value(blocks.dot(row, filter));
        }
        return sum;
    }

    /** f(w) of all samples. Cost 2 n K h flops. */
    public double[] outputs(double[] filter, Workers workers) {
        double[] outputs = new double[samples()];
        workers.forEachChunk(outputs.length, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                outputs[i] = output(i, filter);
            }
        });
        return outputs;
    }

    /**
     * The linear function below f_i that meets it at w: {@code f_i(v) >= a.v + c} for all v.
     *
     * @param slope receives a
     * @return c; 0 for sigma that are linear but for a kink
     */
    public double tangent(int sample, double[] filter, double[] slope) {
        Arrays.fill(slope, 0);
        double offset = 0;
        int end = (sample + 1) * blocks.patches();
        for (int row = sample * blocks.patches(); row < end; row++) {
            double response = blocks.dot(row, filter);
            double change = activation.slope(response);
            if (change != 0) {
                blocks.addTo(slope, change, row);
            }
            if (!activation.polyhedral()) {
                offset += activation.value(response) - change * response;
            }
        }
        return offset;
    }

    /** The training error of a network that has this filter: {@code sqrt(sum_i (f_i(w) - y_i)^2)}. */
    public double residual(double[] filter, Workers workers) {
        double[] outputs = outputs(filter, workers);
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            double difference = outputs[i] - targets[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    /** The data's own direction {@code sum_i y_i sum_j x_ij}, which favours the filter whose responses are active where y is large. */
    public double[] dataDirection() {
        double[] direction = new double[dimension()];
        for (int i = 0; i < targets.length; i++) {
            for (int j = 0; j < blocks.patches(); j++) {
                blocks.addTo(direction, targets[i], i * blocks.patches() + j);
            }
        }
        return direction;
    }
}
