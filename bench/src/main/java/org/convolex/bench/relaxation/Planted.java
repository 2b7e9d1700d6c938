package org.convolex.bench.relaxation;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.network.PatchRows;
import org.convolex.network.SharedFilter;

/**
 * An instance with a known answer: blocks and filter are standard normal, targets are the filter's own outputs.
 *
 * @param problem blocks and targets
 * @param filter w*, which fits every target
 */
record Planted(SharedFilter problem, double[] filter) {
    /** A relative error below this is a success, as in the paper's pictures. */
    static final double SUCCESS = 1e-5;

    /** Cost n d normal numbers. */
    static Planted of(int samples, int blocks, int dimension, long seed, Workers workers) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = normal(random, samples * blocks * dimension);
        double[] filter = normal(random, dimension);
        return of(new PatchRows(values, samples, blocks, dimension), filter, workers);
    }

    /** The targets of a filter on given blocks. */
    static Planted of(PatchRows rows, double[] filter, Workers workers) {
        SharedFilter empty = new SharedFilter(rows, new double[rows.samples()], Activation.RELU);
        return new Planted(new SharedFilter(rows, empty.outputs(filter, workers), Activation.RELU), filter);
    }

    /** A seed of its own for each list of numbers, so that no draw depends on the order of the work. */
    static long seed(long... numbers) {
        long seed = 0;
        for (long number : numbers) {
            seed = new SplittableRandom(seed ^ number).nextLong();
        }
        return seed;
    }

    static double[] normal(SplittableRandom random, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }

    /** {@code |w - w*|}. */
    double error(double[] found) {
        double sum = 0;
        for (int i = 0; i < filter.length; i++) {
            sum += (found[i] - filter[i]) * (found[i] - filter[i]);
        }
        return Math.sqrt(sum);
    }

    /** Whether {@code |w - w*|} is next to nothing of {@code |w*|}. */
    boolean recovered(double[] found) {
        return error(found) < SUCCESS * error(new double[filter.length]);
    }
}
