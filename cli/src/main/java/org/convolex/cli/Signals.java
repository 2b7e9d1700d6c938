package org.convolex.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Hears Ctrl-C and a polite kill until closed. A shutdown hook would not do: the JVM runs it once, and hears no second signal. */
final class Signals implements AutoCloseable {
    private final Map<Signal, SignalHandler> before = new HashMap<>();

    /** @param heard is called at each signal, on a thread of its own */
    Signals(Runnable heard) {
        for (String name : List.of("INT", "TERM")) {
            try {
                Signal signal = new Signal(name);
                before.put(signal, Signal.handle(signal, given -> heard.run()));
            } catch (IllegalArgumentException e) {
                // This system has no such signal, or the JVM was told to leave it alone (-Xrs): then it just ends.
            }
        }
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}
