package org.convolex.relaxation;

import java.util.Arrays;
import org.convolex.linalg.DoubleKernels;
import org.convolex.linalg.Vectors;
import org.convolex.network.PatchRows;
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

    /** Nearer boxes to look in for an optimum where the optima have no end. */
    private static final double[] NEARER = {0.1, 1, 10, 100, 1e3, 1e4, 1e5};

    private static final double TOLERANCE = 1e-11;

    /** Sets with a round border are met by planes that are nearly parallel, at the cost of half the digits. */
    private static final double SET_TOLERANCE = 1e-9;

    private static final int CONSTRAINTS_A_NUMBER = 200;

    /** The share of the worst violation that a constraint is added at, before all samples are looked at again. */
    private static final double NEAR = 0.5;

    /** Samples whose responses are computed together: few enough that they stay in the cache. */
    private static final int RUN = 256;

    private static final DoubleKernels KERNELS = DoubleKernels.best();

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

    /**
     * A filter, or why there is none.
     *
     * @param far whether the box that the search began in holds some of its numbers
     */
    record Solution(
            double[] filter, boolean bounded, boolean feasible, boolean finished, boolean far, int constraints) {}

    /**
     * Solves over some samples.
     *
     * @param direction r
     * @param samples all whose constraints count
     */
    Solution solve(double[] direction, int[] samples) {
        Pricing pricing = new Pricing(samples);
        Solution solution = solve(direction, pricing, FAR);
        if (!solution.bounded() || !solution.far()) {
            return solution;
        }
        // Fewer constraints than numbers hold it: the optima reach from here to the far corner, whose numbers are the
        // box's alone.
        for (double share : NEARER) {
            pricing.forget();
            Solution nearer = solve(direction, pricing, share);
            if (nearer.bounded() && nearer.feasible() && nearer.finished()) {
                return nearer;
            }
        }
        return solution;
    }

    private Solution solve(double[] direction, Pricing pricing, double far) {
        DualSimplex simplex = new DualSimplex(direction, far * scale);
        double[] row = new double[direction.length];
        int most = CONSTRAINTS_A_NUMBER * (direction.length + 10);
        boolean renewed = false;
        for (int count = 0; count < most; ) {
            double bound = pricing.next(simplex.point(), row);
            DualSimplex.Addition addition = Double.isNaN(bound) ? DualSimplex.Addition.NONE : simplex.add(row, bound);
            if (addition == DualSimplex.Addition.MOVED) {
                count++;
                renewed = false;
            } else if (!renewed) {
                simplex.renew(); // what is claimed must be so without rounding errors
                pricing.forget();
                renewed = true;
            } else if (addition == DualSimplex.Addition.NONE) {
                return solution(simplex, true, count);
            } else {
                return new Solution(new double[direction.length], true, false, true, false, count);
            }
        }
        return solution(simplex, false, most);
    }

    private static Solution solution(DualSimplex simplex, boolean finished, int constraints) {
        return new Solution(
                simplex.point().clone(), !simplex.heldByTheBox(), true, finished, simplex.restsOnTheBox(), constraints);
    }

    /** The blocks of some samples, one after another. */
    private PatchRows rows(int[] samples) {
        PatchRows blocks = problem.blocks();
        if (Arrays.equals(samples, all(problem.samples()))) {
            return blocks;
        }
        int size = blocks.patches() * blocks.dimension();
        double[] values = new double[samples.length * size];
        for (int s = 0; s < samples.length; s++) {
            System.arraycopy(blocks.values(), samples[s] * size, values, s * size, size);
        }
        return new PatchRows(values, samples.length, blocks.patches(), blocks.dimension());
    }

    /** Finds the constraint to add next, among some samples. Not safe for use from several threads. */
    private final class Pricing {
        private final int[] samples;
        private final PatchRows rows;
        private final double[] responses;
        private final double[] violations;
        private final int[] near;
        private int nearCount;
        private double least;

        Pricing(int[] samples) {
            this.samples = samples;
            this.rows = rows(samples);
            this.responses = new double[rows.count()];
            this.violations = new double[samples.length];
            this.near = new int[samples.length];
        }

        /**
         * A constraint that w violates, of those that it violates most in Euclidean distance or near it; NaN if w violates none.
         * A look at all samples finds those that are violated nearly as much as the worst; they are the only candidates until
         * none of them is so any more.
         */
        double next(double[] filter, double[] row) {
            double size = Vectors.length(filter);
            int violated = worstNear(filter, size);
            if (violated < 0) {
                violated = worst(filter, size);
            }
            if (violated < 0) {
                return set.cut(filter, SET_TOLERANCE * Math.max(scale, size), row);
            }
            return problem.targets()[violated] - problem.tangent(violated, filter, row);
        }

        /** Looks at all samples the next time. */
        void forget() {
            nearCount = 0;
        }

        private int worstNear(double[] filter, double size) {
            double worst = least;
            int violated = -1;
            for (int c = 0; c < nearCount; c++) {
                int s = near[c];
                respond(rows, s, s + 1, filter, responses);
                double violation = violation(samples[s], responses, 0, size);
                if (violation > worst) {
                    worst = violation;
                    violated = samples[s];
                }
            }
            return violated;
        }

        private int worst(double[] filter, double size) {
            respond(rows, 0, samples.length, filter, responses);
            double worst = 0;
            int violated = -1;
            for (int s = 0; s < samples.length; s++) {
                violations[s] = violation(samples[s], responses, s * rows.patches(), size);
                if (violations[s] > worst) {
                    worst = violations[s];
                    violated = samples[s];
                }
            }
            least = NEAR * worst;
            nearCount = 0;
            for (int s = 0; s < samples.length; s++) {
                if (violations[s] > least) {
                    near[nearCount++] = s;
                }
            }
            return violated;
        }
    }

    /**
     * By how much w's outputs exceed the targets, as distances; 0 where they do not but for rounding.
     *
     * @param from first sample
     * @param to end of the samples, exclusive
     * @param violations receives one of each sample, in its own place
     */
    void violations(int from, int to, double[] filter, double[] violations) {
        PatchRows blocks = problem.blocks();
        double size = Vectors.length(filter);
        double[] responses = new double[RUN * blocks.patches()];
        for (int first = from; first < to; first += RUN) {
            int end = Math.min(first + RUN, to);
            respond(blocks, first, end, filter, responses);
            for (int i = first; i < end; i++) {
                violations[i] = violation(i, responses, (i - first) * blocks.patches(), size);
            }
        }
    }

    private static void respond(PatchRows rows, int from, int to, double[] filter, double[] responses) {
        int count = (to - from) * rows.patches();
        int dimension = rows.dimension();
        Arrays.fill(responses, 0, count, 0);
        int at = from * rows.patches() * dimension;
        KERNELS.addInnerProducts(dimension, count, filter, 0, rows.values(), at, dimension, responses, 0);
    }

    private double violation(int sample, double[] responses, int at, double size) {
        double excess = -problem.targets()[sample];
        for (int j = at; j < at + problem.blocks().patches(); j++) {
            excess += problem.activation().value(responses[j]);
        }
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
