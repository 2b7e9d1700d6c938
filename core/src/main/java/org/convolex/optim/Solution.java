package org.convolex.optim;

/**
 * What a solver returns: its best point, and what it believes of it.
 *
 * @param point A, in the order of {@link NuclearNormProgram}
 * @param objective f(A), from single-precision features and scores
 * @param lowerBound the solver's lower bound on the optimum of the program it solved
 * @param status why it stopped
 * @param iterations steps taken
 * @param stepConstant the curvature estimate of the last step, to start the next related program with; NaN if unknown
 */
public record Solution(
        double[] point, double objective, double lowerBound, Status status, int iterations, double stepConstant) {

    /** Where a related program may start: this point, this curvature. */
    public Start asStart() {
        return new Start(point, stepConstant);
    }
}
