package org.convolex.spark;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * A pass as a task hears of it: where to go, and what to know of the passes before.
 *
 * @param id a number of its own
 * @param point x
 * @param beta y = x + beta (x - x')
 * @param before the pass at x', or null where y = x
 */
record PassStep(
        long id,
        Broadcast<float[]> point,
        double beta,
        @Nullable Before before) implements Serializable {

    /**
     * The pass before: all that its scores follow from.
     *
     * @param id its number
     * @param point x'
     * @param beta of it
     * @param earlier the point before x', or null where it began there
     */
    record Before(
            long id,
            Broadcast<float[]> point,
            double beta,
            @Nullable Broadcast<float[]> earlier) implements Serializable {}

    /** This pass, as the one after it hears of it. */
    Before asBefore() {
        return new Before(id, point, beta, before == null ? null : before.point());
    }
}
