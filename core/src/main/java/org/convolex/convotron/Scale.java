package org.convolex.convotron;

import org.convolex.data.InvalidInputException;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.linalg.Vectors;

/**
 * Step sizes and numbers of samples from the size of the data. The steps of the paper's experiments presume outputs of a certain
 * size: with filters of length 1 they never leave the saddle at zero.
 *
 * @param settings what to learn
 * @param size an estimate of |w| |a|
 * @param spread the largest variance of a direction, 1 where the covariance may be the identity
 */
record Scale(ConvotronSettings settings, double size, double spread) {
    private static final int PILOT = 1000;

    private static final int POWER_STEPS = 30;
    private static final double MORE_THAN_CHANCE = 1.5;

    /** eta |w| |a| of the paper's experiments with d = 160, r = 16. */
    private static final double FIRST_STEP = 1.5e-3;

    /** |w| |a| of the paper's experiments, where its noise of length 1 belongs. */
    private static final double PAPER_SIZE = 14;

    private static final double SECOND_STEP = 0.25;

    /** e-folds of the slowest part of the filter in stage 2, if samples are not given. */
    private static final double FOLDS = 8;

    private static final double MOST_FOLDS = 30 * FOLDS;
    private static final double MOST_SECOND = 200_000;

    /** Enough for steps that are too long to be seen to diverge. */
    private static final double FEWEST_SECOND = 1000;

    /**
     * Reads some samples. Where x has identity covariance and is the same as -x, and patches do not overlap,
     * {@code E y^2 = |w|^2 (1 + leak^2)/2 |a|^2} but for what the means of single patches add, so that
     * {@code |w| |a|} is about {@code sqrt(2 E y^2 / (1 + leak^2))}.
     *
     * <p>Steps are for samples whose largest variance is 1. Where it is clearly larger, as in images, whose neighbouring pixels are
     * alike, they are divided by it, or they would diverge. Memory 8 d bytes a sample.
     *
     * @throws InvalidInputException if their targets are all zero
     */
    static Scale of(ConvotronSettings settings, Feed feed) {
        double square = 0;
        double[][] rows = new double[PILOT][settings.windows().inputs()];
        for (int done = 0; done < PILOT; ) {
            Samples samples = feed.bulk(PILOT - done);
            for (int b = 0; b < samples.count(); b++) {
                square += samples.targets()[b] * samples.targets()[b];
                samples.get(b, rows[done + b]);
            }
            done += samples.count();
        }
        if (!(square > 0)) {
            throw new InvalidInputException(
                    "the targets of the first " + PILOT + " samples are all zero: there is nothing to learn from");
        }
        return new Scale(
                settings, Math.sqrt(2 * square / PILOT / (1 + settings.leak() * settings.leak())), spread(rows));
    }

    /**
     * The largest variance by power iteration, over what it is at most by chance in samples of identity covariance,
     * {@code (1 + sqrt(d / n))^2}.
     */
    private static double spread(double[][] rows) {
        int inputs = rows[0].length;
        double[] direction = rows[0].clone();
        double largest = 0;
        for (int step = 0; step < POWER_STEPS; step++) {
            double length = Vectors.length(direction);
            if (length == 0) {
                return 1;
            }
            double[] next = new double[inputs];
            for (double[] row : rows) {
                double product = Vectors.dot(row, direction) / length / rows.length;
                for (int i = 0; i < inputs; i++) {
                    next[i] += product * row[i];
                }
            }
            largest = Vectors.length(next);
            direction = next;
        }
        double ratio = largest / Math.pow(1 + Math.sqrt((double) inputs / rows.length), 2);
        return ratio > MORE_THAN_CHANCE ? ratio : 1;
    }

    /** |w| |a| of the part of the filter that patches do not share, if all of its numbers are alike. */
    double ownSize() {
        Windows windows = settings.windows();
        return size * Math.sqrt((double) windows.inner().length / windows.size());
    }

    /** eta of stage 1. */
    double firstStep() {
        return settings.steps().first() > 0 ? settings.steps().first() : FIRST_STEP / (size * spread);
    }

    /** Length of the noise of stage 1: the paper's 1 with steps as given; else as gradients grow, with the power 3/2 of the size. */
    double noise() {
        return settings.steps().first() > 0 ? 1 : Math.pow(size / PAPER_SIZE, 1.5);
    }

    /** eta of stage 2: below the largest for which the errors of single samples shrink, and those of a batch's mean do. */
    double secondStep(double[] weights) {
        return settings.steps().second() > 0
                ? settings.steps().second()
                : SECOND_STEP
                        / ((settings.windows().size() + 2.0 * settings.batch())
                                * Vectors.dot(weights, weights)
                                * spread);
    }

    /**
     * Samples of stage 2. Its slowest part is the least eigenvalue of P_a: theorem A.2 has {@code (1 - cos(pi/(k+1))) |a|^2} for
     * the worst of all a, and most are far from it.
     */
    long secondSamples(double[] weights) {
        if (settings.samples().second() > 0) {
            return settings.samples().second();
        }
        int size = settings.windows().size();
        double square = Vectors.dot(weights, weights);
        double slowest =
                SymmetricEigen.of(settings.windows().covariance(weights), size).values()[size - 1] / square;
        double rate = secondStep(weights) * square * (1 + settings.leak()) / 2;
        return Math.round(Math.min(
                MOST_SECOND, Math.max(FEWEST_SECOND, Math.min(FOLDS / Math.max(0, slowest), MOST_FOLDS) / rate)));
    }
}
