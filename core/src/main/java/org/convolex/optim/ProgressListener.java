package org.convolex.optim;

/** Hears from a solver at every step and may stop it. Called on the solver's thread: return quickly. */
@FunctionalInterface
public interface ProgressListener {
    /** Hears nothing and never stops. */
    ProgressListener NONE = progress -> true;

    /**
     * @return false to stop; the solver then returns its best point so far
     */
    boolean onProgress(Progress progress);
}
