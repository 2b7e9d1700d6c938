package org.convolex.network;

/**
 * The norm that weight decay puts on a filter: {@code N(u) = sum_g w_g |u_g|_2} over groups of neighbouring coordinates. One
 * group of weight 1 is the Euclidean norm of a convolution; several are the spectrum of a circular layer, in the real Fourier
 * basis. Its dual norm is {@code N°(a) = max_g |a_g|_2 / w_g}. A group of weight 0 is a direction, whose length costs nothing.
 *
 * <p>Immutable by convention: the arrays are not copied and must not change.
 *
 * @param ends of the groups (exclusive), ascending; the last is the dimension
 * @param weights of the groups, at least 0
 */
public record FilterNorm(int[] ends, double[] weights) {

    /**
     * @throws IllegalArgumentException if the groups are empty, or a weight is not finite or below 0
     */
    public FilterNorm {
        if (ends.length == 0 || ends.length != weights.length) {
            throw new IllegalArgumentException(
                    "FilterNorm: " + ends.length + " groups with " + weights.length + " weights");
        }
        for (int g = 0; g < ends.length; g++) {
            if (ends[g] <= (g == 0 ? 0 : ends[g - 1]) || !(weights[g] >= 0 && weights[g] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "FilterNorm: group " + g + " ends at " + ends[g] + " and has weight " + weights[g]);
            }
        }
    }

    /** The Euclidean norm. */
    public static FilterNorm euclidean(int dimension) {
        return new FilterNorm(new int[] {dimension}, new double[] {1});
    }

    /** The Euclidean norm of the numbers behind those of a direction: of the second layer of a filter (u, w). */
    public static FilterNorm behind(int direction, int dimension) {
        return new FilterNorm(new int[] {direction, direction + dimension}, new double[] {0, 1});
    }

    public int dimension() {
        return ends[ends.length - 1];
    }

    public int groups() {
        return ends.length;
    }

    /** First coordinate of a group. */
    public int start(int group) {
        return group == 0 ? 0 : ends[group - 1];
    }

    /** N(u). */
    public double of(double[] filter) {
        double sum = 0;
        for (int g = 0; g < ends.length; g++) {
            sum += weights[g] * length(filter, g);
        }
        return sum;
    }

    /** N°(a), the largest a.u over N(u) at most 1; infinite or not a number where a weight is 0. */
    public double dual(double[] slope) {
        double largest = 0;
        for (int g = 0; g < ends.length; g++) {
            largest = Math.max(largest, length(slope, g) / weights[g]);
        }
        return largest;
    }

    /** Euclidean length of a group of a vector. */
    public double length(double[] vector, int group) {
        double sum = 0;
        for (int i = start(group); i < ends[group]; i++) {
            sum += vector[i] * vector[i];
        }
        return Math.sqrt(sum);
    }
}
