package org.convolex.exact;

import java.util.Arrays;

/** {@code sum_i |Z_i|_*} over the matrices of h x width of all gates, one after the other. */
record GateShrinkage(int gates, int dimension, int width) implements Shrinkage {
    private NuclearShrinkage ofGate() {
        return new NuclearShrinkage(dimension, width);
    }

    /** The matrix of a gate. */
    double[] part(double[] matrices, int gate) {
        int size = dimension * width;
        return Arrays.copyOfRange(matrices, gate * size, (gate + 1) * size);
    }

    @Override
    public double norm(double[] matrices) {
        double sum = 0;
        for (int gate = 0; gate < gates; gate++) {
            sum += ofGate().norm(part(matrices, gate));
        }
        return sum;
    }

    @Override
    public double dual(double[] gradient) {
        double largest = 0;
        for (int gate = 0; gate < gates; gate++) {
            largest = Math.max(largest, ofGate().dual(part(gradient, gate)));
        }
        return largest;
    }

    @Override
    public double[] shrink(double[] matrices, double amount) {
        double[] shrunk = new double[matrices.length];
        for (int gate = 0; gate < gates; gate++) {
            double[] part = ofGate().shrink(part(matrices, gate), amount);
            System.arraycopy(part, 0, shrunk, gate * part.length, part.length);
        }
        return shrunk;
    }
}
