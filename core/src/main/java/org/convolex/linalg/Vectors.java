package org.convolex.linalg;

/**
 * What vectors of doubles are made of. Safe for use from many threads; the same bits at every call.
 *
 * <p>{@link #dot} and its kin add their terms in the order of the array, which makes the bits easy to repeat by hand;
 * {@link RowMatrices#dot} keeps four sums, which is faster from some dozen numbers on.
 */
public final class Vectors {
    private Vectors() {}

    /** a.b of two arrays of one length, its terms added in their order. */
    public static double dot(double[] a, double[] b) {
        return dot(a, b, 0);
    }

    /** The inner product of an array with the numbers of another one from {@code at} on, its terms added in their order. */
    public static double dot(double[] a, double[] b, int at) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[at + i];
        }
        return sum;
    }

    /** The Euclidean length. */
    public static double length(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    /** The square of the Euclidean distance of two arrays of one length. */
    public static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    /** A new vector of length 1 in the direction of one; of NaN if that is zero. */
    public static double[] unit(double[] vector) {
        return dividedBy(vector, length(vector));
    }

    /** A new vector, each number with the other sign. */
    public static double[] negative(double[] vector) {
        double[] negative = new double[vector.length];
        for (int i = 0; i < negative.length; i++) {
            negative[i] = -vector[i];
        }
        return negative;
    }

    /** A new vector, each number divided. */
    public static double[] dividedBy(double[] vector, double divisor) {
        double[] quotient = new double[vector.length];
        for (int i = 0; i < quotient.length; i++) {
            quotient[i] = vector[i] / divisor;
        }
        return quotient;
    }

    /** {@code target += factor vector}. */
    public static void addTo(double[] target, double factor, double[] vector) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * vector[i];
        }
    }
}
