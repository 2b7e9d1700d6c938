package org.convolex.exact;

import org.convolex.network.FilterNorm;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling;
import org.convolex.network.Pooling.Reduction;

/**
 * Looks for filters with a large pull {@code |phi(u)^T V|_F / N(u)} by ascent from given starts: a violated dual constraint is
 * a neuron that lowers the objective. It finds local maxima and proves nothing.
 *
 * <p>Cost O(n K (h + outputs)) a step. Immutable and safe for use from many threads.
 */
final class FilterAscent {
    private static final int STEPS = 100;
    private static final int HALVINGS = 30;
    private static final double SETTLED = 1e-10;

    private final NetworkProgram program;
    private final double[] dual;

    FilterAscent(NetworkProgram program, double[] dual) {
        this.program = program;
        this.dual = dual;
    }

    /**
     * A local maximum.
     *
     * @param filter the sign of its response where it has one
     * @param pull of the filter
     */
    record Found(double[] filter, double pull) {}

    /** Climbs from a filter that is not zero. */
    Found from(double[] start) {
        double[] filter = start.clone();
        double pull = normalize(filter);
        double length = 1;
        for (int step = 0; step < STEPS; step++) {
            double[] direction = slope(filter);
            double size = 0;
            for (double value : direction) {
                size += value * value;
            }
            size = Math.sqrt(size);
            if (!(size > 0)) {
                break;
            }
            boolean climbed = false;
            for (int halving = 0; halving < HALVINGS; halving++) {
                double[] next = filter.clone();
                for (int i = 0; i < next.length; i++) {
                    next[i] += length * direction[i] / size;
                }
                double nextPull = normalize(next);
                if (nextPull > pull * (1 + SETTLED)) {
                    filter = next;
                    pull = nextPull;
                    length = Math.min(1, 2 * length);
                    climbed = true;
                    break;
                }
                length /= 2;
            }
            if (!climbed) {
                break;
            }
        }
        return new Found(filter, pull);
    }

    /** Scales a filter to norm 1, its directions to length 1, and returns its pull. */
    private double normalize(double[] filter) {
        FilterNorm norm = program.norm();
        double size = norm.of(filter);
        for (int g = 0; g < norm.groups(); g++) {
            double own = norm.weights()[g] > 0 ? size : norm.length(filter, g);
            for (int i = norm.start(g); i < norm.ends()[g] && own > 0; i++) {
                filter[i] /= own;
            }
        }
        return program.pull(filter, dual);
    }

    /** The gradient of pull / N at a filter of norm 1. */
    private double[] slope(double[] filter) {
        PatchRows rows = program.rows();
        Pooling pooling = program.pooling();
        int outputs = program.outputs();
        double[] correlations = program.correlations(filter, dual);
        double pull = 0;
        for (double value : correlations) {
            pull += value * value;
        }
        pull = Math.sqrt(pull);
        double[] slope = new double[filter.length];
        if (pull == 0) {
            return slope;
        }
        if (pooling.reduction() == Reduction.LAYERED) {
            addLayered(filter, correlations[0] / pull, slope);
            return minusNorm(filter, pull, slope);
        }
        double[] largest = new double[pooling.positions()];
        int[] winners = new int[pooling.positions()];
        for (int s = 0; s < rows.samples(); s++) {
            if (pooling.reduction() == Reduction.MAX) {
                java.util.Arrays.fill(largest, 0);
                java.util.Arrays.fill(winners, -1);
            }
            for (int k = 0; k < rows.patches(); k++) {
                int row = s * rows.patches() + k;
                int position = pooling.positionOf()[k];
                double response = pooling.reduction() == Reduction.LINEAR ? 1 : rows.dot(row, filter);
                if (pooling.reduction() != Reduction.MAX) {
                    if (response > 0) {
                        rows.addTo(slope, weight(correlations, s, position, outputs) / pull, row);
                    }
                } else if (response > largest[position]) {
                    largest[position] = response;
                    winners[position] = row;
                }
            }
            if (pooling.reduction() == Reduction.MAX) {
                for (int b = 0; b < winners.length; b++) {
                    if (winners[b] >= 0) {
                        rows.addTo(slope, weight(correlations, s, b, outputs) / pull, winners[b]);
                    }
                }
            }
        }
        return minusNorm(filter, pull, slope);
    }

    /** Of sums over samples of what both layers make of them, times a sign. */
    private void addLayered(double[] filter, double sign, double[] slope) {
        PatchRows rows = program.rows();
        int[] positionOf = program.pooling().positionOf();
        int dimension = rows.dimension();
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            squares += filter[i] * filter[i];
        }
        double length = Math.sqrt(squares);
        for (int s = 0; s < rows.samples(); s++) {
            double[] responses = new double[positionOf.length];
            double sum = 0;
            for (int k = 0; k < responses.length; k++) {
                responses[k] = Math.max(0, rows.dot(s * responses.length + k, filter)) / length;
                sum += responses[k] * filter[dimension + positionOf[k]];
            }
            for (int k = 0; k < responses.length && sum > 0; k++) {
                if (responses[k] > 0) {
                    slope[dimension + positionOf[k]] += sign * dual[s] * responses[k];
                    rows.addTo(
                            slope,
                            sign * dual[s] * filter[dimension + positionOf[k]] / length,
                            s * responses.length + k);
                }
            }
        }
        double along = 0;
        for (int i = 0; i < dimension; i++) {
            along += slope[i] * filter[i] / squares;
        }
        for (int i = 0; i < dimension; i++) {
            slope[i] -= along * filter[i]; // only the direction of u counts
        }
    }

    private double[] minusNorm(double[] filter, double pull, double[] slope) {
        for (int g = 0; g < program.norm().groups(); g++) {
            double length = program.norm().length(filter, g);
            for (int i = program.norm().start(g); i < program.norm().ends()[g] && length > 0; i++) {
                slope[i] -= pull * program.norm().weights()[g] * filter[i] / length;
            }
        }
        return slope;
    }

    private double weight(double[] correlations, int sample, int position, int outputs) {
        double sum = 0;
        for (int c = 0; c < outputs; c++) {
            sum += correlations[position * outputs + c] * dual[sample * outputs + c];
        }
        return sum;
    }
}
