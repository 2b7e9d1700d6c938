package org.convolex.optim;

/**
 * The mean of the last points of a sequence. In the epochs from 2^k to 2^(k+1) - 1 it goes back to epoch 2^(k-1): it holds the
 * last half to three quarters of all points, at the cost of two sums. Not safe for use from several threads.
 */
final class TailMean {
    private double[] older;
    private int olderCount;
    private double[] newer;
    private int newerCount;

    TailMean(int length) {
        this.older = new double[length];
        this.newer = new double[length];
    }

    /** Begins an epoch, numbered from 1. */
    void begin(int epoch) {
        if (Integer.bitCount(epoch) == 1) {
            older = newer;
            olderCount = newerCount;
            newer = new double[older.length];
            newerCount = 0;
        }
    }

    void add(double[] point) {
        for (int i = 0; i < older.length; i++) {
            older[i] += point[i];
            newer[i] += point[i];
        }
        olderCount++;
        newerCount++;
    }

    /** The mean; there must be a point. */
    double[] value() {
        double[] value = older.clone();
        for (int i = 0; i < value.length; i++) {
            value[i] /= olderCount;
        }
        return value;
    }
}
