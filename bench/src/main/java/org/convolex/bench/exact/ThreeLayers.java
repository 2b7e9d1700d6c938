package org.convolex.bench.exact;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.network.NetworkProgram;

/**
 * The non-convex training objective of circular-relu on signals, in pixels, without any Fourier transform: a circular filter u
 * of length 1, weights v of its shifts, a rectifier, an output weight w,
 *
 * <pre>
 *   f(x) = sum_j max(0, x . c_j) w_j,   c_j[p] = sum_k v_j[k] u_j[p - k] / |u_j|,   penalty beta / 2 (|v_j|^2 + w_j^2).
 * </pre>
 *
 * <p>A point holds u, v and w of each neuron.
 *
 * @param program for its targets, loss and beta
 * @param signals as the network sees them, scaled
 */
record ThreeLayers(NetworkProgram program, double[][] signals, int neurons) implements Objective {

    private int size() {
        return signals[0].length;
    }

    private int length() {
        return 2 * size() + 1;
    }

    @Override
    public double[] start(SplittableRandom random) {
        double[] point = new double[neurons * length()];
        for (int i = 0; i < point.length; i++) {
            point[i] = random.nextGaussian() / Math.sqrt(size());
        }
        return point;
    }

    @Override
    public double value(double[] point, double[] gradient) {
        int size = size();
        double[][] units = new double[neurons][size];
        double[] lengths = new double[neurons];
        double[][] filters = new double[neurons][size];
        double value = 0;
        for (int j = 0; j < neurons; j++) {
            int at = j * length();
            for (int i = 0; i < size; i++) {
                lengths[j] += point[at + i] * point[at + i];
                gradient[at + i] = 0;
            }
            lengths[j] = Math.sqrt(lengths[j]);
            for (int i = 0; i < size; i++) {
                units[j][i] = point[at + i] / lengths[j];
            }
            for (int i = size; i <= 2 * size; i++) {
                gradient[at + i] = program.beta() * point[at + i];
                value += program.beta() / 2 * point[at + i] * point[at + i];
            }
            for (int p = 0; p < size; p++) {
                for (int k = 0; k < size; k++) {
                    filters[j][p] += point[at + size + k] * units[j][(p - k + size) % size];
                }
            }
        }
        double[][] slopesOfFilters = new double[neurons][size];
        double[] responses = new double[neurons];
        double[] score = new double[1];
        double[] slope = new double[1];
        for (int s = 0; s < signals.length; s++) {
            Arrays.fill(score, 0);
            for (int j = 0; j < neurons; j++) {
                responses[j] = 0;
                for (int p = 0; p < size; p++) {
                    responses[j] += signals[s][p] * filters[j][p];
                }
                score[0] += Math.max(0, responses[j]) * point[j * length() + 2 * size];
            }
            value += program.loss().gradient(score, 0, program.targets(), s, slope, 0);
            for (int j = 0; j < neurons; j++) {
                if (responses[j] > 0) {
                    gradient[j * length() + 2 * size] += slope[0] * responses[j];
                    for (int p = 0; p < size; p++) {
                        slopesOfFilters[j][p] += slope[0] * point[j * length() + 2 * size] * signals[s][p];
                    }
                }
            }
        }
        for (int j = 0; j < neurons; j++) {
            pullBack(point, gradient, j * length(), units[j], lengths[j], slopesOfFilters[j]);
        }
        return value;
    }

    private void pullBack(double[] point, double[] gradient, int at, double[] unit, double length, double[] slopes) {
        int size = size();
        double[] unitSlopes = new double[size];
        double along = 0;
        for (int p = 0; p < size; p++) {
            for (int k = 0; k < size; k++) {
                int i = (p - k + size) % size;
                gradient[at + size + k] += slopes[p] * unit[i];
                unitSlopes[i] += slopes[p] * point[at + size + k];
            }
        }
        for (int i = 0; i < size; i++) {
            along += unitSlopes[i] * unit[i];
        }
        for (int i = 0; i < size; i++) {
            gradient[at + i] = (unitSlopes[i] - along * unit[i]) / length;
        }
    }
}
