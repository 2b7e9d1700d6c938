package org.convolex.exact;

import org.convolex.network.FilterNorm;

/** {@code sum_g w_g |Z_g|_F} over groups of rows: the spectrum of circular filters. */
record GroupShrinkage(FilterNorm groups, int width) implements Shrinkage {
    @Override
    public double norm(double[] matrix) {
        double sum = 0;
        for (int g = 0; g < groups.groups(); g++) {
            sum += groups.weights()[g] * length(matrix, g);
        }
        return sum;
    }

    @Override
    public double dual(double[] gradient) {
        double largest = 0;
        for (int g = 0; g < groups.groups(); g++) {
            largest = Math.max(largest, length(gradient, g) / groups.weights()[g]);
        }
        return largest;
    }

    @Override
    public double[] shrink(double[] matrix, double amount) {
        double[] shrunk = new double[matrix.length];
        for (int g = 0; g < groups.groups(); g++) {
            double length = length(matrix, g);
            double factor = Math.max(0, 1 - amount * groups.weights()[g] / length);
            for (int i = groups.start(g) * width; i < groups.ends()[g] * width && length > 0; i++) {
                shrunk[i] = factor * matrix[i];
            }
        }
        return shrunk;
    }

    private double length(double[] matrix, int group) {
        double sum = 0;
        for (int i = groups.start(group) * width; i < groups.ends()[group] * width; i++) {
            sum += matrix[i] * matrix[i];
        }
        return Math.sqrt(sum);
    }
}
