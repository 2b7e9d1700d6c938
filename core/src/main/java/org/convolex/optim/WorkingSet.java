package org.convolex.optim;

import org.convolex.linalg.Workers;

/**
 * Directions, and the samples restricted to them.
 *
 * @param directions U
 * @param restricted the samples Z_i U, as {@code storage} holds them
 * @param storage how restricted samples are held
 */
public record WorkingSet(Directions directions, SampleMatrices restricted, SampleStorage storage) {
    /** Directions added at a time: enough to end in one or two rounds, few beside those in use. */
    private static final int ADDITIONAL = 16;

    /** The samples restricted to given directions. Cost: one reading of all samples, unless storage is RECOMPUTED. */
    public static WorkingSet of(SampleMatrices samples, Directions directions, SampleStorage storage, Workers workers) {
        return new WorkingSet(directions, storage.hold(new RestrictedSamples(samples, directions), workers), storage);
    }

    /** The program in B, where A = U B. Its ball is the same: U keeps singular values. */
    NuclearNormProgram restrict(NuclearNormProgram program) {
        return new NuclearNormProgram(restricted, program.targets(), program.loss(), program.ball());
    }

    /** The set that {@link Directions#extended} gives. */
    WorkingSet extended(SampleMatrices samples, double[] point, double[] gradient, Workers workers) {
        return of(samples, directions.extended(point, gradient, ADDITIONAL, workers), storage, workers);
    }
}
