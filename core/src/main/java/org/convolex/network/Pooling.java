package org.convolex.network;

/**
 * What becomes of a filter's responses t_k to the K patches of a sample: one number for each of q positions, from the
 * patches that belong to it. Averages are sums over patches that are divided by their number beforehand.
 *
 * <pre>
 *   SUM      sum over the position's patches of max(0, t_k)
 *   MAX      max(0, the largest t_k of the position's patches)
 *   LINEAR   sum over the position's patches of t_k
 * </pre>
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
        LINEAR
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

    /** K. */
    public int patches() {
        return positionOf.length;
    }

    /**
     * The pooled responses of one sample.
     *
     * @param filter of the rows' dimension
     * @param pooled receives q numbers from {@code at} on
     */
    public void apply(PatchRows rows, int sample, double[] filter, double[] pooled, int at) {
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
            }
        }
    }
}
