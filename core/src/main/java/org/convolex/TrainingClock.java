package org.convolex;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.convolex.certify.Certificate;
import org.convolex.optim.Progress;
import org.convolex.optim.Status;
import org.jspecify.annotations.Nullable;

/**
 * The course of one training, whatever the method: which phase it is in and what each took, what the listener hears, and whether
 * to stop. Not safe for use from several threads.
 */
public class TrainingClock {
    private final double maxSeconds;
    private final TrainingListener listener;
    private final long start = System.nanoTime();
    private final Map<Phase, Double> seconds = new EnumMap<>(Phase.class);
    private @Nullable Phase phase;
    private long since = start;
    private boolean stopRequested;

    /** @param maxSeconds after which nothing new should be begun, infinite for no limit */
    public TrainingClock(double maxSeconds, TrainingListener listener) {
        this.maxSeconds = maxSeconds;
        this.listener = listener;
    }

    /** A phase begins, and the one before it ends. */
    public void begin(Phase next) {
        seconds();
        phase = next;
        listener.onPhase(next);
    }

    /** The time of each phase up to now. */
    public Map<Phase, Double> seconds() {
        long now = System.nanoTime();
        if (phase != null) {
            seconds.merge(phase, (now - since) * 1e-9, Double::sum);
        }
        since = now;
        return seconds;
    }

    /** Seconds since the training began. */
    public double elapsed() {
        return (System.nanoTime() - start) * 1e-9;
    }

    public double secondsLeft() {
        return maxSeconds - elapsed();
    }

    /** Whether nothing new should be begun: the listener asked to stop, or the time is used up. */
    public boolean hurry() {
        return stopRequested || secondsLeft() <= 0;
    }

    /** Why {@link #hurry} says so. */
    public Status reasonToHurry() {
        return stopRequested ? Status.STOPPED : Status.TIME_LIMIT;
    }

    /**
     * How a training ends that hands over a certificate.
     *
     * @param gap that was asked for
     * @param otherwise why the gap is not reached, where nothing called for a hurry
     */
    public Status status(Certificate certificate, double gap, Status otherwise) {
        if (certificate.numericalTrouble()) {
            return Status.NUMERICAL_TROUBLE;
        }
        if (certificate.certifies(gap)) {
            return Status.GAP_REACHED;
        }
        return hurry() ? reasonToHurry() : otherwise;
    }

    /** Tells the listener; false once it has asked to stop. */
    public boolean onProgress(Progress progress) {
        stopRequested |= !listener.onProgress(progress);
        return !stopRequested;
    }

    /** One line for the log. */
    public void note(String format, Object... values) {
        listener.onNote(String.format(Locale.ROOT, format, values));
    }
}
