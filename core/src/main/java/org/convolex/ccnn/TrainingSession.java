package org.convolex.ccnn;

import org.convolex.ErrorMeasure;
import org.convolex.TrainingClock;
import org.convolex.TrainingListener;
import org.convolex.linalg.Workers;
import org.convolex.optim.Loss;

/** What the layers of one training share: settings, loss, threads, the listener, the clock, and whether to stop. */
final class TrainingSession extends TrainingClock {
    private final CcnnSettings settings;
    private final Loss loss;
    private final ErrorMeasure measure;
    private final Workers workers;

    /**
     * @param loss of the programs
     * @param measure of errors on validation images
     */
    TrainingSession(
            CcnnSettings settings, Loss loss, ErrorMeasure measure, TrainingListener listener, Workers workers) {
        super(settings.maxSeconds(), listener);
        this.settings = settings;
        this.loss = loss;
        this.measure = measure;
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
}
