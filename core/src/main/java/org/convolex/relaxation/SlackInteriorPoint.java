package org.convolex.relaxation;

import java.util.Arrays;
import java.util.List;
import org.convolex.linalg.PositiveDefinite;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.PatchRows;
import org.convolex.network.SharedFilter;

/**
 * Program (8) for activations {@code max(t, l t)}, as the quadratic program that it is:
 *
 * <pre>
 *   min  1/2 |s|^2 - beta r.w   over   z_ij &gt;= x_ij.w,   z_ij &gt;= l x_ij.w,   s_i &gt;= sum_j z_ij - y_i,   a_m.w &lt;= b_m
 * </pre>
 *
 * <p>F itself has kinks, where a response of a sample beyond its target is zero. A primal-dual interior-point method with Mehrotra's
 * predictor and corrector; z and s are eliminated sample by sample, so that its system is h x h. Cost of an iteration: n K h^2 +
 * h^3 flops; some twenty to forty of them. Numbers are scaled so that targets and blocks have size 1.
 */
final class SlackInteriorPoint {
    private static final int ITERATIONS = 150;
    private static final double GAP = 1e-12;
    private static final double GAP_AT_LEAST = 1e-7;
    private static final double RESIDUAL = 1e-10;
    private static final double FAR = 1e8;
    private static final double TO_THE_BORDER = 0.995;

    /** A half-space {@code a.w <= b}. */
    record HalfSpace(double[] normal, double bound) {}

    private final PatchRows blocks;
    private final double leak;
    private final int samples;
    private final int patches;
    private final int dimension;
    private final double[] values;
    private final double[] targets;
    private final double[] slopes;
    private final double blockSize;
    private final double targetSize;
    private final double[][] normals;
    private final double[] bounds;
    private final Workers workers;

    /** Where the kinds of constraints begin: above at 0, then below, then sums, then cuts. */
    private final int below;

    private final int sums;
    private final int cuts;

    private final double[] filter;
    private final double[] z;
    private final double[] s;
    private final double[] slacks;
    private final double[] multipliers;

    // What a right-hand side misses: of the constraints, and of the gradient in w, z and s.
    private final double[] missed;
    private final double[] missedFilter;
    private final double[] missedZ;
    private final double[] missedS;

    /** @param halfSpaces that the filter must lie in, too */
    SlackInteriorPoint(
            SharedFilter problem, double[] direction, double beta, List<HalfSpace> halfSpaces, Workers workers) {
        this.blocks = problem.blocks();
        this.leak = problem.activation().slope(-1);
        this.samples = problem.samples();
        this.patches = blocks.patches();
        this.dimension = problem.dimension();
        this.workers = workers;
        double longest = 0;
        for (int row = 0; row < blocks.count(); row++) {
            longest = Math.max(longest, blocks.squaredNorm(row));
        }
        this.blockSize = longest > 0 ? Math.sqrt(longest) : 1;
        double largest = Arrays.stream(problem.targets()).map(Math::abs).max().orElse(0);
        this.targetSize = largest > 0 ? largest : 1;
        this.values =
                Arrays.stream(blocks.values()).map(value -> value / blockSize).toArray();
        this.targets = Arrays.stream(problem.targets())
                .map(value -> value / targetSize)
                .toArray();
        this.slopes = Arrays.stream(direction)
                .map(value -> value * beta / (blockSize * targetSize))
                .toArray();
        this.normals = halfSpaces.stream().map(HalfSpace::normal).toArray(double[][]::new);
        this.bounds = halfSpaces.stream()
                .mapToDouble(half -> half.bound() * blockSize / targetSize)
                .toArray();
        this.below = blocks.count();
        this.sums = 2 * below;
        this.cuts = sums + samples;
        this.filter = new double[dimension];
        this.z = ones(below);
        this.s = ones(samples);
        this.slacks = ones(cuts + bounds.length);
        this.multipliers = ones(slacks.length);
        this.missed = new double[slacks.length];
        this.missedFilter = new double[dimension];
        this.missedZ = new double[below];
        this.missedS = new double[samples];
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** A change of everything. */
    private record Step(double[] filter, double[] z, double[] s, double[] slacks, double[] multipliers) {}

    SlackProgram.Solution solve() {
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double misses = miss();
            double gap = gap(0, slacks, multipliers);
            if (gap <= GAP * size() && misses <= RESIDUAL) {
                return solution(true, true, iteration);
            }
            if (!(Vectors.length(filter) < FAR)) {
                return solution(false, true, iteration);
            }
            double mu = gap / slacks.length;
            double[] goals = new double[slacks.length];
            for (int c = 0; c < goals.length; c++) {
                goals[c] = -slacks[c] * multipliers[c];
            }
            Step predictor = step(goals);
            double length = reach(predictor);
            double centring = Math.pow(gap(length, predictor.slacks, predictor.multipliers) / gap, 3);
            for (int c = 0; c < goals.length; c++) {
                goals[c] += centring * mu - predictor.slacks[c] * predictor.multipliers[c];
            }
            Step corrector = step(goals);
            length = Math.min(1, TO_THE_BORDER * reach(corrector));
            if (!(length > 1e-12)) { // NaN or stuck: rounding
                return solution(true, gap <= GAP_AT_LEAST * size(), iteration);
            }
            Vectors.addTo(filter, length, corrector.filter);
            Vectors.addTo(z, length, corrector.z);
            Vectors.addTo(s, length, corrector.s);
            Vectors.addTo(slacks, length, corrector.slacks);
            Vectors.addTo(multipliers, length, corrector.multipliers);
        }
        return solution(true, gap(0, slacks, multipliers) <= GAP_AT_LEAST * size(), ITERATIONS);
    }

    private SlackProgram.Solution solution(boolean bounded, boolean finished, int iterations) {
        double[] unscaled = Arrays.stream(filter)
                .map(value -> value * targetSize / blockSize)
                .toArray();
        return new SlackProgram.Solution(unscaled, bounded, finished, iterations);
    }

    /** The sum of the products of slacks and multipliers, after a share of their changes. */
    private double gap(double share, double[] slackChanges, double[] multiplierChanges) {
        double sum = 0;
        for (int c = 0; c < slacks.length; c++) {
            sum += (slacks[c] + share * slackChanges[c]) * (multipliers[c] + share * multiplierChanges[c]);
        }
        return sum;
    }

    /** The share of a step, at most 1, after which no slack or multiplier is below zero. */
    private double reach(Step step) {
        double share = 1;
        for (int c = 0; c < slacks.length; c++) {
            if (step.slacks[c] < 0) {
                share = Math.min(share, -slacks[c] / step.slacks[c]);
            }
            if (step.multipliers[c] < 0) {
                share = Math.min(share, -multipliers[c] / step.multipliers[c]);
            }
            if (Double.isNaN(step.slacks[c] + step.multipliers[c])) {
                return Double.NaN;
            }
        }
        return share;
    }

    /** What gaps are compared with: the two parts of the objective. */
    private double size() {
        double size = Double.MIN_NORMAL;
        for (double value : s) {
            size += value * value / 2;
        }
        return size + Math.abs(Vectors.dot(slopes, filter));
    }

    private double response(int row, double[] vector) {
        return Vectors.dot(vector, values, row * dimension);
    }

    /** By how much constraints and gradient are missed; returns the largest, in units of the problem. */
    private double miss() {
        double[] slope = workers.sumOverChunks(samples, dimension, (from, to) -> {
            double[] sum = new double[dimension];
            for (int i = from; i < to; i++) {
                double v = multipliers[sums + i];
                double total = 0;
                for (int row = i * patches; row < (i + 1) * patches; row++) {
                    double response = response(row, filter);
                    missed[row] = z[row] - response - slacks[row];
                    missed[below + row] = z[row] - leak * response - slacks[below + row];
                    missedZ[row] = v - multipliers[row] - multipliers[below + row];
                    total += z[row];
                    add(sum, multipliers[row] + leak * multipliers[below + row], row);
                }
                missed[sums + i] = s[i] - total + targets[i] - slacks[sums + i];
                missedS[i] = s[i] - v;
            }
            return sum;
        });
        for (int m = 0; m < bounds.length; m++) {
            missed[cuts + m] = bounds[m] - Vectors.dot(normals[m], filter) - slacks[cuts + m];
            Vectors.addTo(slope, multipliers[cuts + m], normals[m]);
        }
        double largest = 0;
        double steep = Vectors.length(slopes);
        for (int i = 0; i < dimension; i++) {
            missedFilter[i] = slope[i] - slopes[i];
            largest = Math.max(largest, Math.abs(missedFilter[i]) / Math.max(steep, Double.MIN_NORMAL));
        }
        for (double miss : missed) {
            largest = Math.max(largest, Math.abs(miss));
        }
        return largest;
    }

    private void add(double[] vector, double factor, int row) {
        for (int i = 0; i < dimension; i++) {
            vector[i] += factor * values[row * dimension + i];
        }
    }

    /**
     * The step after which slack times multiplier has changed by so much, to first order, and nothing is missed.
     *
     * <p>A sample's part: {@code dz = (m dt + g - theta Z) / S} with S the sum of its two stiffnesses, m = stiffness above + l
     * stiffness below, Z the sum of dz, and theta what s gives way.
     */
    private Step step(double[] goals) {
        double[] stiff = new double[slacks.length];
        double[] pushes = new double[slacks.length];
        for (int c = 0; c < stiff.length; c++) {
            stiff[c] = multipliers[c] / slacks[c];
            pushes[c] = (goals[c] - multipliers[c] * missed[c]) / slacks[c];
        }
        double[] g = new double[below];
        double[] weights = new double[samples]; // phi, of the outer product of a sample's direction
        double[] shares = new double[samples]; // sum_j g / S
        int squares = dimension * dimension;
        double[] system = workers.sumOverChunks(samples, squares + dimension, (from, to) -> {
            double[] sum = new double[squares + dimension];
            double[] joint = new double[dimension];
            double[] own = new double[dimension];
            for (int i = from; i < to; i++) {
                double theta = theta(stiff[sums + i]);
                double omega = omega(i, stiff, pushes);
                double loose = 0;
                Arrays.fill(joint, 0);
                for (int row = i * patches; row < (i + 1) * patches; row++) {
                    double both = stiff[row] + stiff[below + row];
                    double mixed = stiff[row] + leak * stiff[below + row];
                    g[row] = pushes[row] + pushes[below + row] - missedZ[row] - omega;
                    loose += 1 / both;
                    shares[i] += g[row] / both;
                    add(joint, mixed / both, row);
                    double bend = stiff[row] * stiff[below + row] / both * (1 - leak) * (1 - leak);
                    Arrays.fill(own, 0);
                    add(own, 1, row);
                    RowMatrices.addOuterProduct(sum, 0, bend, own);
                    double force = pushes[row] + leak * pushes[below + row] - mixed * g[row] / both;
                    for (int a = 0; a < dimension; a++) {
                        sum[squares + a] -= force * own[a];
                    }
                }
                weights[i] = theta / (1 + theta * loose);
                RowMatrices.addOuterProduct(sum, 0, weights[i], joint);
                for (int a = 0; a < dimension; a++) {
                    sum[squares + a] -= weights[i] * shares[i] * joint[a];
                }
            }
            return sum;
        });
        double[] right = Arrays.copyOfRange(system, squares, squares + dimension);
        double[] matrix = Arrays.copyOf(system, squares);
        for (int m = 0; m < bounds.length; m++) {
            RowMatrices.addOuterProduct(matrix, 0, stiff[cuts + m], normals[m]);
            for (int a = 0; a < dimension; a++) {
                right[a] -= pushes[cuts + m] * normals[m][a];
            }
        }
        for (int a = 0; a < dimension; a++) {
            right[a] -= missedFilter[a];
        }
        double[] change = new PositiveDefinite(matrix, dimension).solve(right);
        return back(change, stiff, pushes, g, weights, shares);
    }

    /** All other changes, from that of the filter. */
    private Step back(double[] change, double[] stiff, double[] pushes, double[] g, double[] weights, double[] shares) {
        Step step = new Step(
                change, new double[below], new double[samples], new double[slacks.length], new double[slacks.length]);
        workers.forEachChunk(samples, (chunk, from, to) -> {
            double[] responses = new double[patches];
            for (int i = from; i < to; i++) {
                double theta = theta(stiff[sums + i]);
                double sum = shares[i];
                for (int j = 0; j < patches; j++) {
                    int row = i * patches + j;
                    responses[j] = response(row, change);
                    sum += (stiff[row] + leak * stiff[below + row]) * responses[j] / (stiff[row] + stiff[below + row]);
                }
                double pull = weights[i] * sum; // theta Z
                double total = 0;
                for (int j = 0; j < patches; j++) {
                    int row = i * patches + j;
                    double both = stiff[row] + stiff[below + row];
                    double mixed = stiff[row] + leak * stiff[below + row];
                    step.z[row] = (mixed * responses[j] + g[row] - pull) / both;
                    total += step.z[row];
                    step.slacks[row] = missed[row] + step.z[row] - responses[j];
                    step.slacks[below + row] = missed[below + row] + step.z[row] - leak * responses[j];
                    step.multipliers[row] = pushes[row] - stiff[row] * (step.z[row] - responses[j]);
                    step.multipliers[below + row] =
                            pushes[below + row] - stiff[below + row] * (step.z[row] - leak * responses[j]);
                }
                step.multipliers[sums + i] = theta * total + omega(i, stiff, pushes);
                step.s[i] = step.multipliers[sums + i] - missedS[i];
                step.slacks[sums + i] = missed[sums + i] + step.s[i] - total;
            }
        });
        for (int m = 0; m < bounds.length; m++) {
            double along = Vectors.dot(normals[m], change);
            step.slacks[cuts + m] = missed[cuts + m] - along;
            step.multipliers[cuts + m] = pushes[cuts + m] + stiff[cuts + m] * along;
        }
        return step;
    }

    private static double theta(double stiff) {
        return stiff / (1 + stiff);
    }

    /** What the multiplier of a sum changes by if z does not. */
    private double omega(int sample, double[] stiff, double[] pushes) {
        return (pushes[sums + sample] - missedS[sample]) / (1 + stiff[sums + sample]) + missedS[sample];
    }
}
