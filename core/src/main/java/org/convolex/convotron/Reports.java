package org.convolex.convotron;

/** Lets a listener hear of one batch in many. Not safe for use from several threads. */
final class Reports {
    private static final int EVERY = 100;

    private int batches;

    /** Whether to report this batch; true for the first. */
    boolean due() {
        return batches++ % EVERY == 0;
    }
}
