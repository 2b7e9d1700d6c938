package org.convolex.cli;

import java.io.PrintStream;

/**
 * Where a command writes, and how it is asked to stop.
 *
 * @param out results
 * @param err progress, notes and the one line of an error
 * @param terminal whether {@code err} is a terminal of {@code columns} characters a line, so that a bar may be redrawn
 * @param columns of the terminal
 * @param stop set from outside to end a training early
 */
record Console(PrintStream out, PrintStream err, boolean terminal, int columns, StopRequest stop) {

    /** A console that is no terminal. */
    static Console plain(PrintStream out, PrintStream err) {
        return new Console(out, err, false, 80, new StopRequest());
    }

    /** One line of this program to the user. */
    void say(String line) {
        err.println("convolex: " + line);
        err.flush();
    }
}
