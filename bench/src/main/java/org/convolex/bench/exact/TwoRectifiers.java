package org.convolex.bench.exact;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.linalg.Vectors;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;

/**
 * The non-convex training objective of relu-relu as one writes it down: a filter u of length 1 on every patch, a rectifier,
 * weights v of the positions, a second rectifier, an output weight w,
 *
 * <pre>
 *   f(x) = sum_j max(0, sum_k v_j[k] max(0, x_k . u_j) / |u_j|) w_j,   penalty beta / 2 (|v_j|^2 + w_j^2).
 * </pre>
 *
 * <p>A point holds u, v and w of each neuron.
 *
 * @param program for its patches, targets, loss and beta; a position a patch
 */
record TwoRectifiers(NetworkProgram program, int neurons) implements Objective {

    private int dimension() {
        return program.rows().dimension();
    }

    private int length() {
        return dimension() + program.rows().patches() + 1;
    }

    @Override
    public double[] start(SplittableRandom random) {
        double[] point = new double[neurons * length()];
        for (int i = 0; i < point.length; i++) {
            point[i] = random.nextGaussian() / Math.sqrt(dimension());
        }
        return point;
    }

    @Override
    public double value(double[] point, double[] gradient) {
        PatchRows rows = program.rows();
        double value = 0;
        Unit[] units = new Unit[neurons];
        for (int j = 0; j < neurons; j++) {
            units[j] = new Unit(point, j * length());
            value += units[j].penalty();
        }
        double[] score = new double[1];
        double[] slope = new double[1];
        for (int s = 0; s < rows.samples(); s++) {
            score[0] = 0;
            for (Unit unit : units) {
                score[0] += unit.respond(s) * unit.outputWeight;
            }
            value += program.loss().gradient(score, 0, program.targets(), s, slope, 0);
            for (Unit unit : units) {
                unit.pullBack(s, slope[0]);
            }
        }
        for (int j = 0; j < neurons; j++) {
            units[j].write(gradient, j * length());
        }
        return value;
    }

    /** One neuron: its weights, what it answers to the sample at hand, and the slopes of its weights. */
    private final class Unit {
        private final double[] filter;
        private final double length;
        private final double[] weights;
        private final double outputWeight;
        private final double[] responses;
        private double second;
        private final double[] filterSlope;
        private final double[] weightSlopes;
        private double outputSlope;

        Unit(double[] point, int at) {
            int h = dimension();
            int patches = program.rows().patches();
            double[] direction = Arrays.copyOfRange(point, at, at + h);
            length = Vectors.length(direction);
            filter = Vectors.dividedBy(direction, length);
            weights = Arrays.copyOfRange(point, at + h, at + h + patches);
            outputWeight = point[at + h + patches];
            responses = new double[patches];
            filterSlope = new double[h];
            weightSlopes = Arrays.stream(weights)
                    .map(weight -> program.beta() * weight)
                    .toArray();
            outputSlope = program.beta() * outputWeight;
        }

        double penalty() {
            return program.beta() / 2 * (Vectors.dot(weights, weights) + outputWeight * outputWeight);
        }

        double respond(int sample) {
            for (int k = 0; k < responses.length; k++) {
                responses[k] = Math.max(0, program.rows().dot(sample * responses.length + k, filter));
            }
            second = Math.max(0, Vectors.dot(weights, responses));
            return second;
        }

        void pullBack(int sample, double slope) {
            if (second <= 0) {
                return;
            }
            outputSlope += slope * second;
            for (int k = 0; k < responses.length; k++) {
                weightSlopes[k] += slope * outputWeight * responses[k];
                int row = (sample * responses.length + k) * filter.length;
                for (int i = 0; responses[k] > 0 && i < filter.length; i++) {
                    filterSlope[i] +=
                            slope * outputWeight * weights[k] * program.rows().values()[row + i];
                }
            }
        }

        /** Only the direction of a filter counts. */
        void write(double[] gradient, int at) {
            double along = Vectors.dot(filterSlope, filter);
            for (int i = 0; i < filter.length; i++) {
                gradient[at + i] = (filterSlope[i] - along * filter[i]) / length;
            }
            System.arraycopy(weightSlopes, 0, gradient, at + filter.length, weights.length);
            gradient[at + filter.length + weights.length] = outputSlope;
        }
    }
}
