package org.convolex.cli;

import java.util.Locale;
import org.convolex.Phase;
import org.convolex.TrainingListener;
import org.convolex.optim.Progress;

/** Shows a training on stderr. Never stops it. */
abstract class TrainingDisplay implements TrainingListener, AutoCloseable {
    private final double askedGap;
    private GapEstimate estimate;
    private Phase phase = Phase.PREPROCESS;

    TrainingDisplay(double askedGap) {
        this.askedGap = askedGap;
        this.estimate = new GapEstimate(askedGap);
    }

    /** A bar where it can be redrawn, else a line now and then. */
    static TrainingDisplay of(Console console, double askedGap) {
        return console.terminal() ? new LiveDisplay(console, askedGap) : new PlainDisplay(console, askedGap);
    }

    /** Shows where the current phase stands. */
    abstract void show(Progress progress);

    /** Shows that a phase begins. */
    abstract void showPhase();

    @Override
    public abstract void close();

    @Override
    public final boolean onProgress(Progress progress) {
        if (phase == Phase.SOLVE) {
            estimate.add(progress);
        }
        show(progress);
        return true;
    }

    @Override
    public final void onPhase(Phase next) {
        phase = next;
        estimate = new GapEstimate(askedGap);
        showPhase();
    }

    /** What is being done, in words of one width. */
    final String phaseName() {
        return switch (phase) {
            case PREPROCESS -> "preprocess";
            case CHOOSE -> "choose    ";
            case FEATURES -> "features  ";
            case SOLVE -> "solve     ";
            case CERTIFY -> "certify   ";
        };
    }

    /** The share of the phase that is done, in 0..1; NaN where it cannot be told. */
    final double share() {
        return phase == Phase.SOLVE && !Double.isNaN(askedGap) ? Math.min(0.99, estimate.share()) : Double.NaN;
    }

    final String numbers(Progress progress) {
        if (Double.isNaN(progress.lowerBound())) {
            return String.format(Locale.ROOT, "%,d samples", progress.iteration());
        }
        String text = String.format(
                Locale.ROOT,
                "objective %.5g  bound %.5g  gap %.1e",
                progress.objective(),
                progress.lowerBound(),
                progress.relativeGap());
        double left = estimate.secondsLeft();
        return phase == Phase.SOLVE && !Double.isNaN(left) ? text + "  " + Texts.seconds(left) + " left" : text;
    }
}
