package org.convolex.convotron;

import java.util.List;

/** Hears of a training now and then, and can end it. */
public interface ConvotronListener {
    /** Hears nothing. */
    ConvotronListener NONE = new ConvotronListener() {};

    /**
     * During stage 1.
     *
     * @param samples so far
     * @param weights a as it stands; not to be changed
     */
    default void first(long samples, double[] weights) {}

    /**
     * During stage 2 and the refinement, and at the end of each. Where patches do not overlap, there is no stage 2 but this end.
     *
     * @param round 0 for stage 2, then the rounds of refinement
     * @param samples of the round so far
     * @param networks as they stand: for both signs of the output weights in stage 2, one after it
     */
    default void second(int round, long samples, List<OverlappingNetwork> networks) {}

    /** Whether to go on. */
    default boolean goOn() {
        return true;
    }
}
