package org.convolex.bench.exact;

import java.util.SplittableRandom;

/** A function of many numbers, as {@link Descent} takes it. */
interface Objective {

    /** A random point to start from. */
    double[] start(SplittableRandom random);

    /** The value at a point, whose gradient is written to an array of the same length. */
    double value(double[] point, double[] gradient);
}
