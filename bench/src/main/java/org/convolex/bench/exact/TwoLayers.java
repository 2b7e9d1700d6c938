package org.convolex.bench.exact;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling.Reduction;

/**
 * The non-convex training objective of a network of a fixed number of neurons, as one writes it down: sum of losses plus half
 * beta times the sum of squares of all weights. A point holds, for each neuron, its filter and then its output weights. Nothing
 * of the library's solvers is in it.
 */
record TwoLayers(NetworkProgram program, int neurons) implements Objective {

    /** Numbers of one neuron. */
    private int length() {
        return program.rows().dimension() + program.weightsOfNeuron();
    }

    @Override
    public double[] start(SplittableRandom random) {
        double[] point = new double[neurons * length()];
        for (int i = 0; i < point.length; i++) {
            point[i] = random.nextGaussian() / Math.sqrt(program.rows().dimension());
        }
        return point;
    }

    @Override
    public double value(double[] point, double[] gradient) {
        PatchRows rows = program.rows();
        int dimension = rows.dimension();
        int patches = rows.patches();
        int outputs = program.outputs();
        int positions = program.pooling().positions();
        int[] positionOf = program.pooling().positionOf();
        Reduction reduction = program.pooling().reduction();
        double value = 0;
        for (int i = 0; i < point.length; i++) {
            gradient[i] = program.beta() * point[i];
            value += program.beta() / 2 * point[i] * point[i];
        }
        double[] scores = new double[outputs];
        double[] slopes = new double[outputs];
        double[][] counts = new double[neurons][patches]; // how much each patch's response counts at its position
        double[][] pooled = new double[neurons][positions];
        double[] pulls = new double[positions];
        int[] winner = new int[positions];
        for (int s = 0; s < rows.samples(); s++) {
            Arrays.fill(scores, 0);
            for (int j = 0; j < neurons; j++) {
                int filter = j * length();
                pool(rows, s, point, filter, reduction, positionOf, counts[j], pooled[j], winner);
                for (int b = 0; b < positions; b++) {
                    for (int c = 0; c < outputs; c++) {
                        scores[c] += pooled[j][b] * point[filter + dimension + b * outputs + c];
                    }
                }
            }
            value += program.loss().gradient(scores, 0, program.targets(), s, slopes, 0);
            for (int j = 0; j < neurons; j++) {
                int filter = j * length();
                Arrays.fill(pulls, 0);
                for (int b = 0; b < positions; b++) {
                    for (int c = 0; c < outputs; c++) {
                        int weight = filter + dimension + b * outputs + c;
                        gradient[weight] += slopes[c] * pooled[j][b];
                        pulls[b] += slopes[c] * point[weight];
                    }
                }
                for (int k = 0; k < patches; k++) {
                    double pull = counts[j][k] * pulls[positionOf[k]];
                    int row = (s * patches + k) * dimension;
                    for (int i = 0; pull != 0 && i < dimension; i++) {
                        gradient[filter + i] += pull * rows.values()[row + i];
                    }
                }
            }
        }
        return value;
    }

    private static void pool(
            PatchRows rows,
            int sample,
            double[] point,
            int filter,
            Reduction reduction,
            int[] positionOf,
            double[] counts,
            double[] pooled,
            int[] winner) {
        Arrays.fill(pooled, 0);
        Arrays.fill(counts, 0);
        Arrays.fill(winner, -1);
        for (int k = 0; k < counts.length; k++) {
            int row = (sample * counts.length + k) * rows.dimension();
            double response = 0;
            for (int i = 0; i < rows.dimension(); i++) {
                response += rows.values()[row + i] * point[filter + i];
            }
            int position = positionOf[k];
            if (reduction == Reduction.LINEAR) {
                counts[k] = 1;
                pooled[position] += response;
            } else if (reduction == Reduction.SUM && response > 0) {
                counts[k] = 1;
                pooled[position] += response;
            } else if (reduction == Reduction.MAX && response > pooled[position]) {
                if (winner[position] >= 0) {
                    counts[winner[position]] = 0;
                }
                winner[position] = k;
                counts[k] = 1;
                pooled[position] = response;
            }
        }
    }
}
