package org.convolex.bench.table1;

/** How much is tried: the paper's sizes, or a few minutes to see that all works. */
enum Effort {
    FULL(10_000, 2_000, 50_000, 15),
    QUICK(1_000, 500, 2_000, 5);

    private final int train;
    private final int valid;
    private final int test;
    private final int epochs;

    Effort(int train, int valid, int test, int epochs) {
        this.train = train;
        this.valid = valid;
        this.test = test;
        this.epochs = epochs;
    }

    int train() {
        return train;
    }

    int valid() {
        return valid;
    }

    int test() {
        return test;
    }

    /** Passes over the training images, where a method makes passes. */
    int epochs() {
        return epochs;
    }

    /** All settings, or every other one. */
    double[] settings(double... all) {
        if (this == FULL) {
            return all;
        }
        double[] some = new double[all.length / 2];
        for (int i = 0; i < some.length; i++) {
            some[i] = all[2 * i + 1];
        }
        return some;
    }

    /** The name of the folder for its results. */
    String folder() {
        return this == FULL ? "full" : "quick";
    }
}
