package org.convolex.relaxation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.network.SharedFilter;

/** Where the directions r of the trials come from. */
public enum Direction {
    /** The data's own, {@code sum_i y_i sum_j x_ij}: one trial. */
    DATA("data"),
    /** Independent draws from N(0, I), as in the paper. */
    RANDOM("random"),
    /** Draws from N(0, I), each followed by its opposite. */
    ANTITHETIC("antithetic");

    private final String label;

    Direction(String label) {
        this.label = label;
    }

    /** As the command line has it. */
    public String label() {
        return label;
    }

    /**
     * The directions of so many trials; the same for the same seed, and those of fewer trials come first.
     *
     * @param trials at least 1; the data have one direction, whatever their number
     */
    public List<double[]> draw(SharedFilter problem, int trials, long seed) {
        List<double[]> directions = new ArrayList<>();
        if (this == DATA) {
            directions.add(problem.dataDirection());
            return directions;
        }
        SplittableRandom random = new SplittableRandom(seed);
        while (directions.size() < trials) {
            double[] direction = new double[problem.dimension()];
            for (int i = 0; i < direction.length; i++) {
                direction[i] = random.nextGaussian();
            }
            directions.add(direction);
            if (this == ANTITHETIC && directions.size() < trials) {
                double[] opposite = new double[direction.length];
                for (int i = 0; i < opposite.length; i++) {
                    opposite[i] = -direction[i];
                }
                directions.add(opposite);
            }
        }
        return directions;
    }
}
