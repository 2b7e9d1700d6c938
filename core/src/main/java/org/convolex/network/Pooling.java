package org.convolex.network;

/**
 * What becomes of a filter's responses t_k to the K patches of a sample: one number for each of q positions, from the
 * patches that belong to it, or one for all of them. Averages are sums over patches that are divided by their number beforehand.
 *
 * <pre>
 *   SUM      sum over the position's patches of max(0, t_k)
 *   MAX      max(0, the largest t_k of the position's patches)
 *   LINEAR   sum over the position's patches of t_k
 *   LAYERED  max(0, sum over positions b of w_b sum over the position's patches of max(0, t_k)): one number for all positions
 * </pre>
 *
 * Where a second layer is a part of the reduction, a filter is (u, w): the h numbers that patches are multiplied with, of which
 * only the direction counts, {@code t_k = x_k.u / |u|}, and then the q weights of the second layer.
 *
 * <p>Immutable by convention: the array is not copied and must not change.
 *
 * @param reduction how responses are put together
 * @param positions q
 * @param positionOf for each patch, its position in 0..q-1; each position has a patch
 */
public record Pooling(Reduction reduction, int positions, int[] positionOf) {
    /** How the responses of a position are put together. */
    public enum Reduction {
        SUM,
        MAX,
        LINEAR,
        LAYERED
    }

    /**
     * @throws IllegalArgumentException if a position is out of range or has no patch
     */
    public Pooling {
        boolean[] seen = new boolean[positions];
        int missing = positions;
        for (int position : positionOf) {
            if (position < 0 || position >= positions) {
                throw new IllegalArgumentException(
                        "Pooling: position " + position + " is not in 0.." + (positions - 1));
            }
            if (!seen[position]) {
                seen[position] = true;
                missing--;
            }
        }
        if (missing > 0) {
            throw new IllegalArgumentException("Pooling: " + missing + " of " + positions + " positions have no patch");
        }
    }

    /** All patches into one position. */
    public static Pooling all(Reduction reduction, int patches) {
        return new Pooling(reduction, 1, new int[patches]);
    }

    /** Each patch in a position of its own. */
    public static Pooling none(Reduction reduction, int patches) {
        int[] positions = new int[patches];
        for (int k = 0; k < patches; k++) {
            positions[k] = k;
        }
        return new Pooling(reduction, patches, positions);
    }

    /** Numbers that a filter gives of a sample. */
    public int results() {
        return reduction == Reduction.LAYERED ? 1 : positions;
    }

    /** Numbers of a filter for patches of so many. */
    public int filterLength(int dimension) {
        return reduction == Reduction.LAYERED ? dimension + positions : dimension;
    }

    /** K. */
    public int patches() {
        return positionOf.length;
    }

    /**
     * The pooled responses of one sample.
     *
     * @param filter of the length that belongs to the rows' dimension
     * @param pooled receives as many numbers as there are results, from {@code at} on
     */
    public void apply(PatchRows rows, int sample, double[] filter, double[] pooled, int at) {
        if (reduction == Reduction.LAYERED) {
            pooled[at] = layered(rows, sample, filter);
            return;
        }
        for (int b = 0; b < positions; b++) {
            pooled[at + b] = 0;
        }
        for (int k = 0; k < positionOf.length; k++) {
            double response = rows.dot(sample * positionOf.length + k, filter);
            int place = at + positionOf[k];
            switch (reduction) {
                case SUM -> pooled[place] += Math.max(0, response);
                case MAX -> pooled[place] = Math.max(pooled[place], response);
                case LINEAR -> pooled[place] += response;
                case LAYERED -> throw new IllegalStateException();
            }
        }
    }

    private double layered(PatchRows rows, int sample, double[] filter) {
        double length = 0;
        for (int i = 0; i < rows.dimension(); i++) {
            length += filter[i] * filter[i];
        }
        double sum = 0;
        for (int k = 0; k < positionOf.length; k++) {
            double response = rows.dot(sample * positionOf.length + k, filter);
            sum += filter[rows.dimension() + positionOf[k]] * Math.max(0, response);
        }
        return length == 0 ? 0 : Math.max(0, sum) / Math.sqrt(length);
    }
}
