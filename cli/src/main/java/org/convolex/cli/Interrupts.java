package org.convolex.cli;

import org.convolex.Phase;
import org.convolex.TrainingListener;
import org.convolex.optim.Progress;

/**
 * Turns Ctrl-C and a polite kill into a request to stop while a training runs: it then ends at its next step, is
 * certified and written as usual. The second one kills at once.
 */
final class Interrupts implements AutoCloseable {
    private final Console console;
    private final Signals signals;
    private volatile boolean somethingToKeep;

    Interrupts(Console console) {
        this.console = console;
        this.signals = new Signals(this::handle);
    }

    private void handle() {
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
        signals.close();
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
