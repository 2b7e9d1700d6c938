package org.convolex.cli.serve;

/** A request that is not answered as asked: an HTTP status, and one line that says why. */
final class Refusal extends RuntimeException {
    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
