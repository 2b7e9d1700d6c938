package org.convolex.exact;

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

    /** Scales a filter to norm 1 and returns its pull. */
    private double normalize(double[] filter) {
        double size = program.norm().of(filter);
        for (int i = 0; i < filter.length; i++) {
            filter[i] /= size;
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
