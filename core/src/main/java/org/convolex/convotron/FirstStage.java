package org.convolex.convotron;

import java.util.SplittableRandom;
import org.convolex.linalg.Vectors;

/**
 * Runs {@link DoubleConvotron} for as many samples as were asked for, or in parts until the output weights have come to rest: then
 * their mean over a part is that over the part before, but for noise. Each part but the second is twice as long as the one before, so
 * that noise ends the waiting, and at most half of the samples were not needed.
 *
 * @param settings what to learn
 * @param scale steps and lengths
 * @param listener hears of it
 */
record FirstStage(ConvotronSettings settings, Scale scale, ConvotronListener listener) {
    /** e-folds of the growth out of the saddle point that a part is long. */
    private static final double FOLDS_A_PART = 10;

    /** Sets the start apart from what a stream draws from the same seed: it might be the planted network itself. */
    private static final long OWN_DRAWS = 0x5DEECE66DL;

    private static final int SHORTEST_PART = 1000;
    private static final int MOST_PARTS = 7;

    /**
     * Radians between the mean output weights of two parts, below which they have come to rest. A third of it serves no better: least
     * squares sets the output weights anew.
     */
    private static final double SETTLED_ANGLE = 0.15;

    private static final double SETTLED_LENGTH = 0.15;

    /**
     * What it has found.
     *
     * @param filter the part of w that patches do not share
     * @param weights a
     * @param samples so many
     * @param settled whether a has come to rest; false where samples were given
     */
    record Result(double[] filter, double[] weights, long samples, boolean settled) {}

    /**
     * Runs it.
     *
     * @throws org.convolex.data.InvalidInputException if the stream ends or the steps diverge
     */
    Result run(Feed feed) {
        DoubleConvotron stage = new DoubleConvotron(
                settings.windows().nonOverlapping(),
                settings.leak(),
                scale.noise(),
                Math.sqrt(scale.ownSize()) / 2,
                new SplittableRandom(settings.seed() ^ OWN_DRAWS));
        boolean automatic = settings.samples().first() == 0;
        long part = automatic
                ? Math.max(SHORTEST_PART, Math.round(FOLDS_A_PART / (scale.firstStep() * scale.ownSize())))
                : settings.samples().first();
        long before = feed.count();
        double[] mean = part(stage, feed, before, part);
        boolean settled = false;
        for (int parts = 1; automatic && parts < MOST_PARTS && !settled && listener.goOn(); parts++) {
            double[] last = mean;
            mean = part(stage, feed, before, part << (parts - 1));
            settled = near(mean, last);
        }
        listener.first(feed.count() - before, stage.weights());
        return new Result(stage.filter(), automatic ? mean : stage.weights(), feed.count() - before, settled);
    }

    /** Takes the steps of a part; the mean of a over its second half. */
    private double[] part(DoubleConvotron stage, Feed feed, long before, long part) {
        double[] mean = new double[stage.weights().length];
        long averaged = 0;
        Reports reports = new Reports();
        for (long done = 0; done < part && listener.goOn(); ) {
            Samples samples = feed.batch(part - done);
            double step = settings.steps().decayed(scale.firstStep(), feed.count() - before);
            Divergence.check("stage 1", stage.take(samples, step, feed.residuals()), scale.size(), step);
            done += samples.count();
            if (reports.due()) {
                listener.first(feed.count() - before, stage.weights());
            }
            if (2 * done >= part) {
                averaged++;
                for (int j = 0; j < mean.length; j++) {
                    mean[j] += stage.weights()[j];
                }
            }
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] = averaged == 0 ? stage.weights()[j] : mean[j] / averaged;
        }
        return mean;
    }

    private static boolean near(double[] a, double[] b) {
        double first = Vectors.length(a);
        double second = Vectors.length(b);
        return Vectors.dot(a, b) > Math.cos(SETTLED_ANGLE) * first * second
                && Math.abs(first / second - 1) < SETTLED_LENGTH;
    }
}
