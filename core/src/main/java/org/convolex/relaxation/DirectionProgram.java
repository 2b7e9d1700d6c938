package org.convolex.relaxation;

import java.util.Arrays;
import org.convolex.network.SharedFilter;

/**
 * Program (9), without its n K auxiliary variables: they exist exactly where the outputs are at most the targets, so that
 *
 * <pre>  max r.w   over   sum_j sigma(x_ij.w) &lt;= y_i,  i = 1..n,   w in a set  </pre>
 *
 * <p>A linear program in h variables with 2^K - 1 constraints a sample, of which {@link DualSimplex} gets the one that is violated
 * most, until none is. Cost of a constraint: 2 n K h flops to find it, O(h^2) to add it.
 */
final class DirectionProgram {
    /** Times the largest size that a filter of the data's own scale has: the corner that the search begins in. */
    private static final double FAR = 1e6;

    private static final double TOLERANCE = 1e-11;

    /** Sets with a round border are met by planes that are nearly parallel, at the cost of half the digits. */
    private static final double SET_TOLERANCE = 1e-9;

    private static final int CONSTRAINTS_A_NUMBER = 200;

    private final SharedFilter problem;
    private final FilterSet set;
    private final double[] lengths;
    private final double scale;

    /** Squared lengths of samples. Cost n K h. */
    DirectionProgram(SharedFilter problem, FilterSet set) {
        this.problem = problem;
        this.set = set;
        this.lengths = new double[problem.samples()];
        double ratio = 0;
        double largest = 0;
        for (int i = 0; i < lengths.length; i++) {
            for (int j = 0; j < problem.blocks().patches(); j++) {
                lengths[i] += problem.blocks().squaredNorm(i * problem.blocks().patches() + j);
            }
            lengths[i] = Math.sqrt(lengths[i]);
            largest = Math.max(largest, lengths[i]);
            ratio = Math.max(ratio, Math.abs(problem.targets()[i]));
        }
        this.scale = largest > 0 && ratio > 0 ? ratio / largest * Math.sqrt(problem.dimension()) : 1;
    }

    /** A filter, or why there is none. */
    record Solution(double[] filter, boolean bounded, boolean feasible, boolean finished, int constraints) {}

    /**
     * Solves over some samples.
     *
     * @param direction r
     * @param samples all whose constraints count
     */
    Solution solve(double[] direction, int[] samples) {
        DualSimplex simplex = new DualSimplex(direction, FAR * scale);
        double[] row = new double[direction.length];
        int most = CONSTRAINTS_A_NUMBER * (direction.length + 10);
        boolean renewed = false;
        for (int count = 0; count < most; ) {
            double bound = next(simplex.point(), samples, row);
            DualSimplex.Addition addition = Double.isNaN(bound) ? DualSimplex.Addition.NONE : simplex.add(row, bound);
            if (addition == DualSimplex.Addition.MOVED) {
                count++;
                renewed = false;
            } else if (!renewed) {
                simplex.renew(); // what is claimed must be so without rounding errors
                renewed = true;
            } else if (addition == DualSimplex.Addition.NONE) {
                return new Solution(simplex.point().clone(), !simplex.heldByTheBox(), true, true, count);
            } else {
                return new Solution(new double[direction.length], true, false, true, count);
            }
        }
        return new Solution(simplex.point().clone(), !simplex.heldByTheBox(), true, false, most);
    }

    /** The constraint that w violates most, in Euclidean distance or near it; NaN if w violates none. */
    private double next(double[] filter, int[] samples, double[] row) {
        double size = 0;
        for (double value : filter) {
            size += value * value;
        }
        size = Math.sqrt(size);
        double worst = 0;
        int violated = -1;
        for (int i : samples) {
            double violation = violation(i, filter, size);
            if (violation > worst) {
                worst = violation;
                violated = i;
            }
        }
        if (violated < 0) {
            return set.cut(filter, SET_TOLERANCE * Math.max(scale, size), row);
        }
        return problem.targets()[violated] - problem.tangent(violated, filter, row);
    }

    /** By how much w's output exceeds the target, as a distance; 0 if it does not but for rounding. */
    double violation(int sample, double[] filter, double size) {
        double excess = problem.output(sample, filter) - problem.targets()[sample];
        double rounding = TOLERANCE * (Math.abs(problem.targets()[sample]) + lengths[sample] * size);
        return excess > rounding ? excess / Math.max(lengths[sample], Double.MIN_NORMAL) : 0;
    }

    /** All samples. */
    static int[] all(int count) {
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        return all;
    }
}
