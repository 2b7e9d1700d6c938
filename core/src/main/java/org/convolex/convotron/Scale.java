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
 */
record Scale(ConvotronSettings settings, double size) {
    private static final int PILOT = 1000;

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
     * @throws InvalidInputException if their targets are all zero
     */
    static Scale of(ConvotronSettings settings, Feed feed) {
        double square = 0;
        for (int done = 0; done < PILOT; ) {
            Samples samples = feed.bulk(PILOT - done);
            for (int b = 0; b < samples.count(); b++) {
                square += samples.targets()[b] * samples.targets()[b];
            }
            done += samples.count();
        }
        if (!(square > 0)) {
            throw new InvalidInputException(
                    "the targets of the first " + PILOT + " samples are all zero: there is nothing to learn from");
        }
        return new Scale(settings, Math.sqrt(2 * square / PILOT / (1 + settings.leak() * settings.leak())));
    }

    /** |w| |a| of the part of the filter that patches do not share, if all of its numbers are alike. */
    double ownSize() {
        Windows windows = settings.windows();
        return size * Math.sqrt((double) windows.inner().length / windows.size());
    }

    /** eta of stage 1. */
    double firstStep() {
        return settings.steps().first() > 0 ? settings.steps().first() : FIRST_STEP / size;
    }

    /** Length of the noise of stage 1: the paper's 1 with steps as given; else as gradients grow, with the power 3/2 of the size. */
    double noise() {
        return settings.steps().first() > 0 ? 1 : Math.pow(size / PAPER_SIZE, 1.5);
    }

    /** eta of stage 2: below the largest for which the errors of single samples shrink, and those of a batch's mean do. */
    double secondStep(double[] weights) {
        return settings.steps().second() > 0
                ? settings.steps().second()
                : SECOND_STEP / ((settings.windows().size() + 2.0 * settings.batch()) * Vectors.dot(weights, weights));
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
