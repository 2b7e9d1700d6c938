package org.convolex.convotron;

import java.util.List;
import org.convolex.TrainingClock;
import org.convolex.optim.Progress;

/** Tells the listener of a training how the stages get on, and the stages when to end. Not safe for use from several threads. */
final class Relay implements ConvotronListener {
    private final TrainingClock clock;
    private int round = -1;
    private long before;
    private long inPart;
    private boolean ended;

    Relay(TrainingClock clock) {
        this.clock = clock;
    }

    /** Whether the stages were told to end. */
    boolean ended() {
        return ended;
    }

    @Override
    public void first(long samples, double[] weights) {
        progress(samples);
    }

    @Override
    public void second(int current, long samples, List<OverlappingNetwork> networks) {
        if (current > round) {
            clock.note(
                    "%s begins after %,d samples",
                    current == 0 ? "stage 2" : "refinement, round " + current, before + inPart);
            round = current;
            before += inPart;
        }
        progress(samples);
    }

    private void progress(long samples) {
        inPart = samples;
        int step = (int) Math.min(Integer.MAX_VALUE, before + inPart);
        clock.onProgress(new Progress(step, clock.elapsed(), Double.NaN, Double.NaN, Double.NaN));
    }

    @Override
    public boolean goOn() {
        ended |= clock.hurry();
        return !ended;
    }
}
