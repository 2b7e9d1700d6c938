package org.convolex.convotron;

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
     * During stage 2 and the refinement.
     *
     * @param round 0 for stage 2, then the rounds of refinement
     * @param samples of the round so far
     * @param network as it stands
     */
    default void second(int round, long samples, OverlappingNetwork network) {}

    /** Whether to go on. */
    default boolean goOn() {
        return true;
    }
}
