package org.convolex.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.convolex.Phase;
import org.convolex.TrainingListener;
import org.convolex.optim.Progress;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns Ctrl-C and a polite kill into a request to stop while a training runs: it then ends at its next step, is
 * certified and written as usual. The second one kills at once. A shutdown hook would not do: the JVM runs it once, and
 * hears no second signal.
 */
final class Interrupts implements AutoCloseable {
    private final Console console;
    private final Map<Signal, SignalHandler> before = new HashMap<>();
    private volatile boolean somethingToKeep;

    Interrupts(Console console) {
        this.console = console;
        for (String name : List.of("INT", "TERM")) {
            try {
                Signal signal = new Signal(name);
                before.put(signal, Signal.handle(signal, this::handle));
            } catch (IllegalArgumentException e) {
                // This system has no such signal, or the JVM was told to leave it alone (-Xrs): then it just ends.
            }
        }
    }

    private void handle(Signal signal) {
        boolean second = console.stop().requested();
        if (second || !somethingToKeep) {
            console.say("interrupted, nothing was written");
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        console.say("stopping: finishing and writing the best model so far; once more to drop it");
        console.stop().request();
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }

    /** A listener that stops the training when asked to, and otherwise passes everything on. */
    TrainingListener listener(TrainingListener display) {
        return new StoppableListener(display);
    }

    private final class StoppableListener implements TrainingListener {
        private final TrainingListener display;

        StoppableListener(TrainingListener display) {
            this.display = display;
        }

        @Override
        public boolean onProgress(Progress progress) {
            somethingToKeep = true;
            display.onProgress(progress);
            return !console.stop().requested();
        }

        @Override
        public void onPhase(Phase phase) {
            somethingToKeep |= phase == Phase.SOLVE; // its first step, at the latest, gives a model
            display.onPhase(phase);
        }

        @Override
        public void onNote(String line) {
            display.onNote(line);
        }
    }
}
