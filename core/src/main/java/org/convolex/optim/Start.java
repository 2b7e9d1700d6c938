package org.convolex.optim;

/**
 * Where a solver starts.
 *
 * @param point A, in the order of {@link NuclearNormProgram}; it need not be feasible
 * @param stepConstant a guess of the gradient's Lipschitz constant, or NaN
 */
public record Start(double[] point, double stepConstant) {

    /** The zero model. */
    public static Start zero(NuclearNormProgram program) {
        return new Start(new double[program.pointLength()], Double.NaN);
    }
}
