package org.convolex.relaxation;

/** What became of the program of one direction. */
public enum Outcome {
    /** The filter fits every target: the network's training error is zero, the least there can be. */
    RECOVERED("recovered"),
    /** The filter is zero. */
    ZERO("zero"),
    /** The program has an optimum, which does not fit every target. */
    OTHER_VERTEX("other vertex"),
    /** The objective has no bound: the direction lies outside of what the samples span with nonnegative weights. */
    UNBOUNDED("unbounded"),
    /** No filter has all outputs at most the targets, as with noise and targets below zero. */
    INFEASIBLE("infeasible"),
    /** The most iterations were not enough. */
    UNFINISHED("unfinished");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Whether there is a filter at all. */
    public boolean hasFilter() {
        return this == RECOVERED || this == ZERO || this == OTHER_VERTEX;
    }
}
