package org.convolex;

import org.convolex.optim.ProgressListener;

/**
 * Hears from a training. Called on the trainer's thread: return quickly. {@link #onProgress} hears every step of every
 * program solved on the way, also of those that are solved to choose settings, and may stop the training.
 */
public interface TrainingListener extends ProgressListener {
    /** Hears nothing and never stops. */
    TrainingListener NONE = progress -> true;

    /** A phase begins. */
    default void onPhase(Phase phase) {}

    /** Something was chosen or found: one line for the log. */
    default void onNote(String line) {}
}
