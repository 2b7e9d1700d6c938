package org.convolex.exact;

/**
 * A cone of filters under which the same responses are active, so that pooled responses are linear in the filter:
 *
 * <pre>phi_s(u) = a_s.u   for all u with   g_r.u &gt;= 0, r = 1..m</pre>
 *
 * <p>Two cells are equal when the same responses are active in both. Immutable and safe for use from many threads; neither the
 * a_s nor the g_r are stored.
 */
interface ActivationCell {

    /** Adds a_s to the vector that starts at {@code at}. Cost O(K h). */
    void addFeature(int sample, double[] vector, int at);

    /** The number m of sides. */
    int sides();

    /**
     * Copies g_r.
     *
     * @return false if g_r is zero and so no side
     */
    boolean copySide(int side, double[] normal);
}
