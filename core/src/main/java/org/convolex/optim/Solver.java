package org.convolex.optim;

import org.convolex.linalg.Workers;

/** Minimizes a program over a {@link NuclearNormBall}. Implementations are immutable and hold settings only. */
public interface Solver {

    /** The name under which commands and metrics know it. */
    String name();

    /**
     * Goes on from {@code start} until {@code rule} or {@code listener} says stop. Neither program nor start is changed.
     * The solution is feasible up to rounding.
     *
     * @throws IllegalArgumentException if the start has another length than the program's points, or the solver reads single
     *     samples and the program's are not on this machine
     */
    Solution solve(
            FirstOrderProgram program, Start start, StoppingRule rule, ProgressListener listener, Workers workers);
}
