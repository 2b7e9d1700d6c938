package org.convolex.ccnn;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.convolex.Phase;
import org.convolex.TrainingListener;
import org.convolex.linalg.Workers;
import org.convolex.optim.Loss;
import org.convolex.optim.Progress;
import org.convolex.optim.Status;
import org.jspecify.annotations.Nullable;

/** What the layers of one training share: settings, loss, threads, the listener, the clock, and whether to stop. */
final class TrainingSession {
    private final CcnnSettings settings;
    private final Loss loss;
    private final ErrorMeasure measure;
    private final TrainingListener listener;
    private final Workers workers;
    private final long start = System.nanoTime();
    private final Map<Phase, Double> seconds = new EnumMap<>(Phase.class);
    private @Nullable Phase phase;
    private long since = start;
    private boolean stopRequested;

    /**
     * @param loss of the programs
     * @param measure of errors on validation images
     */
    TrainingSession(
            CcnnSettings settings, Loss loss, ErrorMeasure measure, TrainingListener listener, Workers workers) {
        this.settings = settings;
        this.loss = loss;
        this.measure = measure;
        this.listener = listener;
        this.workers = workers;
    }

    CcnnSettings settings() {
        return settings;
    }

    Loss loss() {
        return loss;
    }

    ErrorMeasure measure() {
        return measure;
    }

    Workers workers() {
        return workers;
    }

    void begin(Phase next) {
        seconds();
        phase = next;
        listener.onPhase(next);
    }

    /** The time of each phase up to now. */
    Map<Phase, Double> seconds() {
        long now = System.nanoTime();
        if (phase != null) {
            seconds.merge(phase, (now - since) * 1e-9, Double::sum);
        }
        since = now;
        return seconds;
    }

    double secondsLeft() {
        return settings.maxSeconds() - (System.nanoTime() - start) * 1e-9;
    }

    /** Whether nothing new should be begun: the listener asked to stop, or the time is used up. */
    boolean hurry() {
        return stopRequested || secondsLeft() <= 0;
    }

    /** Why {@link #hurry} says so. */
    Status reasonToHurry() {
        return stopRequested ? Status.STOPPED : Status.TIME_LIMIT;
    }

    boolean onProgress(Progress progress) {
        stopRequested |= !listener.onProgress(progress);
        return !stopRequested;
    }

    void note(String format, Object... values) {
        listener.onNote(String.format(Locale.ROOT, format, values));
    }
}
