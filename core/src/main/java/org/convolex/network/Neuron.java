package org.convolex.network;

import org.convolex.linalg.Vectors;

/**
 * A filter u and what its pooled responses count for each output.
 *
 * <p>Immutable by convention: the arrays are not copied and must not change.
 *
 * @param filter u, h numbers
 * @param weights row-major, positions x outputs
 */
public record Neuron(double[] filter, double[] weights) {

    /** Euclidean length of the output weights. */
    public double weightLength() {
        return Vectors.length(weights);
    }

    /** The same function with {@code N(u) = |w|}, where weight decay is least: then it is {@code N(u) |w|}. */
    public Neuron balanced(FilterNorm norm) {
        double length = weightLength();
        double size = norm.of(filter);
        if (length == 0 || size == 0) {
            return new Neuron(new double[filter.length], new double[weights.length]);
        }
        double factor = Math.sqrt(length / size);
        return new Neuron(scaled(filter, factor), scaled(weights, 1 / factor));
    }

    private static double[] scaled(double[] values, double factor) {
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = factor * values[i];
        }
        return scaled;
    }
}
