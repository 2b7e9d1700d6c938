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

    /** The samples restricted to given directions. Cost: one reading of all samples, unless storage is RECOMPUTED. */
    public static WorkingSet of(SampleMatrices samples, Directions directions, SampleStorage storage, Workers workers) {
        return new WorkingSet(directions, storage.hold(new RestrictedSamples(samples, directions), workers), storage);
    }

    /** A solver of this program that begins with these directions. */
    public WorkingSetSolver solver(Solver inner, NuclearNormProgram program) {
        return new WorkingSetSolver(inner, directions, program.withSamples(restricted), storage);
    }
}
