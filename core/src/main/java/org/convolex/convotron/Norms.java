package org.convolex.convotron;

/** Lengths of short vectors. */
final class Norms {
    private Norms() {}

    /** {@code |v|^2}. */
    static double square(double[] vector) {
        return product(vector, vector);
    }

    static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double[] negative(double[] vector) {
        double[] negative = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            negative[i] = -vector[i];
        }
        return negative;
    }
}
