package org.convolex.bench.relaxation;

import java.util.List;
import org.convolex.linalg.Workers;
import org.convolex.network.SharedFilter;
import org.convolex.relaxation.Direction;
import org.convolex.relaxation.FilterSet;
import org.convolex.relaxation.RelaxationSolver;

/** Ways to recover a filter. */
enum RecoveryMethod {
    RANDOM_DIRECTION("relaxation, random direction"),
    DATA_DIRECTION("relaxation, data's direction"),
    GRADIENT_DESCENT("gradient descent");

    private static final int STARTS = 3;
    private static final int STEPS = 500;

    private final String label;

    RecoveryMethod(String label) {
        this.label = label;
    }

    /** In tables and pictures. */
    String label() {
        return label;
    }

    /**
     * The filter of one trial; zero if the method has none.
     *
     * @param workers of one thread: trials run in parallel, what is in them does not
     */
    double[] recover(SharedFilter problem, long seed, Workers workers) {
        return switch (this) {
            case RANDOM_DIRECTION -> relaxation(problem, Direction.RANDOM, seed, workers);
            case DATA_DIRECTION -> relaxation(problem, Direction.DATA, seed, workers);
            case GRADIENT_DESCENT -> new GradientDescent(problem, STEPS).solve(STARTS, seed);
        };
    }

    private static double[] relaxation(SharedFilter problem, Direction direction, long seed, Workers workers) {
        List<double[]> directions = direction.draw(problem, 1, seed);
        for (double value : directions.get(0)) {
            if (value != 0) {
                return new RelaxationSolver(problem, 0, new FilterSet.Everything())
                        .trials(directions, workers)
                        .get(0)
                        .filter();
            }
        }
        return new double[problem.dimension()]; // all targets are zero: the data prefer nothing
    }
}
