package org.convolex.cli;

import org.convolex.optim.Progress;

/** For logs: a line for each phase and each note, and one now and then, ever more rarely, while a solver works. */
final class PlainDisplay extends TrainingDisplay {
    private static final double FIRST_SECONDS = 10;
    private static final double GROWTH = 1.5;

    private final Console console;
    private double interval = FIRST_SECONDS;
    private long last = System.nanoTime();

    PlainDisplay(Console console, double askedGap) {
        super(askedGap);
        this.console = console;
    }

    @Override
    void show(Progress progress) {
        long now = System.nanoTime();
        if ((now - last) * 1e-9 >= interval) {
            last = now;
            interval *= GROWTH;
            console.err().println(phaseName() + "  " + numbers(progress));
        }
    }

    @Override
    void showPhase() {
        console.err().println(phaseName().strip());
    }

    @Override
    public void onNote(String line) {
        console.err().println("  " + line);
    }

    @Override
    public void close() {}
}
