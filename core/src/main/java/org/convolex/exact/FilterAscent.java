package org.convolex.exact;

import java.util.Arrays;
import org.convolex.linalg.Vectors;
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
        Place place = at(start);
        double length = 1;
        for (int step = 0; step < STEPS; step++) {
            double[] direction = slope(place);
            double size = Vectors.length(direction);
            if (!(size > 0)) {
                break;
            }
            boolean climbed = false;
            for (int halving = 0; halving < HALVINGS; halving++) {
                double[] moved = place.filter().clone();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] += length * direction[i] / size;
                }
                Place next = at(moved);
                if (next.pull() > place.pull() * (1 + SETTLED)) {
                    place = next;
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
        return new Found(place.filter(), place.pull());
    }

    /** A filter of norm 1, its {@code phi(u)^T V} and the length of that. */
    private record Place(double[] filter, double[] correlations, double pull) {}

    /** Where a multiple of a filter has norm 1. */
    private Place at(double[] direction) {
        double[] filter = Vectors.dividedBy(direction, program.norm().of(direction));
        double[] correlations = program.correlations(filter, dual);
        return new Place(filter, correlations, Vectors.length(correlations));
    }

    /** The gradient of pull / N. */
    private double[] slope(Place place) {
        double[] filter = place.filter();
        double pull = place.pull();
        PatchRows rows = program.rows();
        Pooling pooling = program.pooling();
        int outputs = program.outputs();
        double[] slope = new double[filter.length];
        if (pull == 0) {
            return slope;
        }
        double[] largest = new double[pooling.positions()];
        int[] winners = new int[pooling.positions()];
        for (int s = 0; s < rows.samples(); s++) {
            if (pooling.reduction() == Reduction.MAX) {
                Arrays.fill(largest, 0);
                Arrays.fill(winners, -1);
            }
            for (int k = 0; k < rows.patches(); k++) {
                int row = s * rows.patches() + k;
                int position = pooling.positionOf()[k];
                double response = pooling.reduction() == Reduction.LINEAR ? 1 : rows.dot(row, filter);
                if (pooling.reduction() != Reduction.MAX) {
                    if (response > 0) {
                        rows.addTo(slope, weight(place.correlations(), s, position, outputs) / pull, row);
                    }
                } else if (response > largest[position]) {
                    largest[position] = response;
                    winners[position] = row;
                }
            }
            if (pooling.reduction() == Reduction.MAX) {
                for (int b = 0; b < winners.length; b++) {
                    if (winners[b] >= 0) {
                        rows.addTo(slope, weight(place.correlations(), s, b, outputs) / pull, winners[b]);
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
