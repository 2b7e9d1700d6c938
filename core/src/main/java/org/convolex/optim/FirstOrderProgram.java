package org.convolex.optim;

import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Workers;

/**
 * A program as first-order methods see it: a convex f over a {@link NuclearNormBall}, known through passes over samples that may
 * be anywhere. {@link NuclearNormProgram} says what f is and reads samples of this machine.
 */
public interface FirstOrderProgram {

    /** Columns of a sample: the features m, the length of a left singular vector of a point. */
    int features();

    /** Numbers in a point A: outputs x positions x features. */
    int pointLength();

    /** The constraint. */
    NuclearNormBall ball();

    /** f(0), the objective of the model that scores everything 0. */
    double zeroObjective();

    /** Begins with x = y. Cost: one reading of the samples. */
    Pass at(double[] point, Workers workers);

    /**
     * The program in B, where A = U B: its ball is the same, for U keeps singular values. Cost: one reading of the samples,
     * unless storage is RECOMPUTED.
     *
     * @param directions U
     * @param storage how the restricted samples are held
     */
    FirstOrderProgram within(Directions directions, SampleStorage storage, Workers workers);

    /**
     * What convexity says from any point x, feasible or not, with its gradient G: {@code f(x) - <G, x> - R ||G||_2} is a lower
     * bound on f over the ball. For solvers: a certificate is computed elsewhere.
     */
    default double lowerBound(double[] point, double objective, double[] gradient, Workers workers) {
        return objective - RowMatrices.dot(gradient, point) - ball().support(gradient, features(), workers);
    }
}
