package org.convolex.optim;

/**
 * Where a solver starts.
 *
 * @param point A, in the order of {@link NuclearNormProgram}; it need not be feasible
 * @param stepConstant a guess of the gradient's Lipschitz constant, or NaN
 */
public record Start(double[] point, double stepConstant) {

    /**
     * @param solver named in the message
     * @throws IllegalArgumentException if this has another length than the program's points
     */
    void requireFits(FirstOrderProgram program, String solver) {
        if (point.length != program.pointLength()) {
            throw new IllegalArgumentException(solver + ": the start has " + point.length
                    + " numbers, the program's points " + program.pointLength());
        }
    }

    /** The zero model. */
    public static Start zero(FirstOrderProgram program) {
        return new Start(new double[program.pointLength()], Double.NaN);
    }
}
