package org.convolex.cli;

/** A flag that ends a training at its next step. Safe for use from many threads. */
final class StopRequest {
    private volatile boolean requested;

    void request() {
        requested = true;
    }

    boolean requested() {
        return requested;
    }
}
