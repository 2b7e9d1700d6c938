package org.convolex.relaxation;

import java.util.SplittableRandom;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.network.PatchRows;
import org.convolex.network.SharedFilter;

/** Instances of the paper's experiments: X and the planted filter are standard normal. */
record RandomFilters(SharedFilter problem, double[] planted) {

    static RandomFilters of(int samples, int blocks, int dimension, Activation activation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = normal(random, samples * blocks * dimension);
        double[] planted = normal(random, dimension);
        PatchRows rows = new PatchRows(values, samples, blocks, dimension);
        try (Workers workers = new Workers(1)) {
            double[] targets = new SharedFilter(rows, new double[samples], activation).outputs(planted, workers);
            return new RandomFilters(new SharedFilter(rows, targets, activation), planted);
        }
    }

    /** The same samples with other targets. */
    SharedFilter with(double[] targets) {
        return new SharedFilter(problem.blocks(), targets, problem.activation());
    }

    /** {@code |w - planted| / |planted|}. */
    double error(double[] filter) {
        double error = 0;
        double size = 0;
        for (int i = 0; i < filter.length; i++) {
            error += (filter[i] - planted[i]) * (filter[i] - planted[i]);
            size += planted[i] * planted[i];
        }
        return Math.sqrt(error / size);
    }

    static double[] normal(SplittableRandom random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
