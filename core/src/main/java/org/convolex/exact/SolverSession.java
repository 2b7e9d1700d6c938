package org.convolex.exact;

import org.convolex.TrainingClock;
import org.convolex.TrainingListener;
import org.convolex.linalg.Workers;
import org.convolex.optim.Progress;

/** What the parts of one training share: the clock, threads, the count of iterations. Not safe for use from several threads. */
final class SolverSession extends TrainingClock {
    private final Workers workers;
    private final double relativeGap;
    private int iterations;
    private double bestLower;

    /** @param relativeGap asked for */
    SolverSession(double maxSeconds, double relativeGap, TrainingListener listener, Workers workers) {
        super(maxSeconds, listener);
        this.relativeGap = relativeGap;
        this.workers = workers;
    }

    Workers workers() {
        return workers;
    }

    double relativeGap() {
        return relativeGap;
    }

    int iterations() {
        return iterations;
    }

    /** Forgets the best bound: what follows is another program. */
    void newProgram() {
        bestLower = 0;
    }

    /**
     * Counts an iteration and tells the listener.
     *
     * @param lowerBound believed, not certified
     * @return false once the training is to stop
     */
    boolean step(double objective, double lowerBound, double zeroObjective) {
        iterations++;
        bestLower = Math.max(bestLower, lowerBound);
        return onProgress(new Progress(iterations, elapsed(), objective, bestLower, zeroObjective)) && !hurry();
    }
}
