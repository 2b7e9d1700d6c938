package org.convolex.optim;

import org.convolex.linalg.Workers;

/**
 * Directions, and the samples restricted to them.
 *
 * @param directions U
 * @param restricted the samples Z_i U, as {@code storage} holds them
 * @param storage how restricted samples are held
 * @param most directions that extensions may reach
 */
public record WorkingSet(Directions directions, SampleMatrices restricted, SampleStorage storage, int most) {
    /** Directions added at a time: enough to end in one or two rounds, few beside those in use. */
    private static final int ADDITIONAL = 16;

    /** How far a set may grow before it drops what it does not use. */
    public static final int GROWTH = 2 * ADDITIONAL;

    /** The samples restricted to given directions. Cost: one reading of all samples, unless storage is RECOMPUTED. */
    public static WorkingSet of(SampleMatrices samples, Directions directions, SampleStorage storage, Workers workers) {
        return of(samples, directions, storage, directions.count() + GROWTH, workers);
    }

    private static WorkingSet of(
            SampleMatrices samples, Directions directions, SampleStorage storage, int most, Workers workers) {
        SampleMatrices restricted = storage.hold(new RestrictedSamples(samples, directions), workers);
        return new WorkingSet(directions, restricted, storage, most);
    }

    /** The program in B, where A = U B. Its ball is the same: U keeps singular values. */
    NuclearNormProgram restrict(NuclearNormProgram program) {
        return new NuclearNormProgram(restricted, program.targets(), program.loss(), program.ball());
    }

    /** The set that {@link Directions#extended} gives. */
    WorkingSet extended(SampleMatrices samples, double[] point, double[] gradient, Workers workers) {
        Directions extended = directions.extended(point, gradient, ADDITIONAL, most, workers);
        return of(samples, extended, storage, most, workers);
    }
}
