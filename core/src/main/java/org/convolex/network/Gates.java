package org.convolex.network;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.linalg.Workers;

/**
 * Fixed filters g_1 .. g_G that say which patches count: a neuron of gate i gives {@code 1[x_k.g_i >= 0] x_k.u} of patch k, so that
 * scores are linear in its filter u, whose own sign plays no part. A rectified neuron is one that is its own gate.
 *
 * <p>Immutable by convention: the arrays are not copied and must not change. Equal where all numbers are.
 *
 * @param filters G arrays of h numbers; none where every patch counts
 */
public record Gates(double[][] filters) {
    /** Every patch counts. */
    public static final Gates NONE = new Gates(new double[0][]);

    /**
     * @throws IllegalArgumentException if filters differ in length or hold a number that is not finite
     */
    public Gates {
        for (double[] filter : filters) {
            if (filter.length != filters[0].length || !Arrays.stream(filter).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "Gates: filters must be of one length and finite, got " + Arrays.toString(filter));
            }
        }
    }

    /** Gates whose numbers are independent and normal, the same for the same seed. */
    public static Gates random(int count, int dimension, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] filters = new double[count][dimension];
        for (double[] filter : filters) {
            for (int i = 0; i < dimension; i++) {
                filter[i] = random.nextGaussian();
            }
        }
        return new Gates(filters);
    }

    /** G; 0 where every patch counts. */
    public int count() {
        return filters.length;
    }

    /**
     * What a gate lets through of each sample: for each position the sum of its patches that count. Behind a gate, a network is linear
     * in these.
     *
     * <p>Cost about 3 n K h flops, memory 8 n q h bytes.
     *
     * @return rows of n samples with one patch for each of the q positions
     */
    public PatchRows through(PatchRows rows, Pooling pooling, int gate, Workers workers) {
        int dimension = rows.dimension();
        int positions = pooling.positions();
        double[] sums = new double[Math.multiplyExact(rows.samples(), positions * dimension)];
        workers.forEachChunk(rows.samples(), (chunk, from, to) -> {
            for (int s = from; s < to; s++) {
                for (int k = 0; k < rows.patches(); k++) {
                    int row = s * rows.patches() + k;
                    if (rows.dot(row, filters[gate]) >= 0) {
                        int at = (s * positions + pooling.positionOf()[k]) * dimension;
                        for (int i = 0; i < dimension; i++) {
                            sums[at + i] += rows.values()[row * dimension + i];
                        }
                    }
                }
            }
        });
        return new PatchRows(sums, rows.samples(), positions, dimension);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gates gates && Arrays.deepEquals(filters, gates.filters);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(filters);
    }

    @Override
    public String toString() {
        return count() + " gates";
    }
}
