package org.convolex.cli;

/** What the process tells its caller. */
final class ExitCode {
    /** Done, and certified where a gap was asked for. */
    static final int DONE = 0;

    /** {@code verify}: a claim of the model does not hold. */
    static final int DOES_NOT_HOLD = 1;

    /** Input, options or the machine do not allow it; one line says why. */
    static final int BAD_INPUT = 2;

    /** Stopped before the asked gap; the model is written all the same. */
    static final int STOPPED_EARLY = 3;

    /** A defect of this program. */
    static final int INTERNAL_ERROR = 70;

    /** Interrupted before there was anything to keep: 128 + SIGINT, as shells have it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
