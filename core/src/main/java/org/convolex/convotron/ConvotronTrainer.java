package org.convolex.convotron;

import java.util.SplittableRandom;
import org.convolex.data.InvalidInputException;

/**
 * Algorithm 1 of Du and Goel (2019): learns output weights by {@link DoubleConvotron}, the filter for both of their signs by
 * {@link Convotron}, and keeps the sign that validates better; then, unless rounds of refinement are 0, alternates least squares
 * for the output weights with further steps of Convotron.
 *
 * <p>The steps of the paper's experiments presume outputs of a certain size. Here they are divided by what the targets say of it:
 * {@code |w| |a|} is about {@code sqrt(2 E y^2 / (1 + leak^2))}.
 *
 * <p>The same stream, settings and machine give the same bits. Immutable and safe for use from many threads, each with its own
 * stream.
 *
 * @param settings what to learn
 */
public record ConvotronTrainer(ConvotronSettings settings) {
    private static final int PILOT = 1000;
    private static final int BETWEEN_REPORTS = 100;

    /** eta |w| |a| of the paper's experiments with d = 160, r = 16. */
    private static final double FIRST_STEP = 1.5e-3;

    /** e-folds of the growth out of the saddle point that a part of stage 1 is long. */
    private static final double FOLDS_A_PART = 10;

    private static final int MOST_PARTS = 60;

    /** Radians between the mean output weights of two parts of stage 1, below which they have come to rest. */
    private static final double SETTLED_ANGLE = 0.05;

    private static final double SETTLED_LENGTH = 0.05;

    private static final double SECOND_STEP = 0.25;

    /** e-folds of the slowest part of the filter in stage 2, if samples are not given. */
    private static final double FOLDS = 8;

    private static final long MOST_SECOND = 200_000;

    /**
     * Learns from a stream.
     *
     * @throws InvalidInputException if the stream's samples have other numbers than the windows, it ends too early, its targets
     *     are all zero, or the steps diverge; the message says what to do
     */
    public TrainedConvotron train(SampleStream stream, ConvotronListener listener) {
        Windows windows = settings.windows();
        if (stream.inputs() != windows.inputs()) {
            throw new InvalidInputException(
                    "samples have " + stream.inputs() + " numbers, but the windows cover " + windows.inputs());
        }
        Session session = new Session(stream, listener);
        double size = session.size();
        double firstStep = settings.steps().first() > 0 ? settings.steps().first() : FIRST_STEP / size;
        SplittableRandom random = new SplittableRandom(settings.seed());
        First first = session.first(firstStep, size, random);
        double square = 0;
        for (double weight : first.weights) {
            square += weight * weight;
        }
        double secondStep = settings.steps().second() > 0 ? settings.steps().second() : session.secondStep(square);
        OverlappingNetwork[] both = session.second(first, secondStep);
        OverlappingNetwork[] refined = both;
        if (settings.refinements() > 0) {
            OverlappingNetwork better = session.better(both).network();
            refined = new OverlappingNetwork[] {better, session.refine(better)};
        }
        Session.Judged judged = session.better(refined);
        return new TrainedConvotron(
                judged.network(),
                new TrainedConvotron.Stages(
                        first.samples, session.secondSamples, session.refinementSamples, session.validationSamples),
                new ConvotronSettings.StepSizes(firstStep, secondStep),
                judged.meanSquare(),
                judged.error(),
                judged.deviation(),
                first.settled);
    }

    /** What stage 1 has found. */
    private record First(double[] filter, double[] weights, long samples, boolean settled) {}

    /** One training: the stream and what is reused from batch to batch. */
    private final class Session {
        /** A network and what validation samples say of it. */
        private record Judged(OverlappingNetwork network, double meanSquare, double error, double deviation) {}

        private final SampleStream stream;
        private final ConvotronListener listener;
        private final Windows windows = settings.windows();
        private final Samples samples;
        private final Residuals residuals;
        private long secondSamples;
        private long refinementSamples;
        private long validationSamples;

        Session(SampleStream stream, ConvotronListener listener) {
            this.stream = stream;
            this.listener = listener;
            int capacity = Math.max(settings.batch(), 64);
            this.samples = new Samples(windows.inputs(), capacity);
            this.residuals = new Residuals(windows.inputs(), capacity);
        }

        /** An estimate of |w| |a|. */
        double size() {
            double square = 0;
            for (int done = 0; done < PILOT; done += samples.count()) {
                stream.read(Math.min(samples.capacity(), PILOT - done), samples);
                for (int b = 0; b < samples.count(); b++) {
                    square += samples.targets()[b] * samples.targets()[b];
                }
            }
            if (!(square > 0)) {
                throw new InvalidInputException(
                        "the targets of the first " + PILOT + " samples are all zero: there is nothing to learn from");
            }
            return Math.sqrt(2 * square / PILOT / (1 + settings.leak() * settings.leak()));
        }

        First first(double step, double size, SplittableRandom random) {
            Windows own = windows.nonOverlapping();
            double share = Math.sqrt((double) own.size() / windows.size());
            double ownSize = share * size;
            boolean automatic = settings.samples().first() == 0;
            long part = automatic
                    ? Math.max(1000, Math.round(FOLDS_A_PART / (step * ownSize)))
                    : settings.samples().first();
            // The paper's sphere has length 1 where |w| |a| is about 14; gradients grow as the power 3/2 of it.
            double noise = settings.steps().first() > 0 ? 1 : Math.pow(size / 14, 1.5);
            DoubleConvotron stage =
                    new DoubleConvotron(own, settings.leak(), step, noise, Math.sqrt(ownSize) / 2, random);
            double[] before = new double[windows.patches()];
            double[] mean = before;
            long done = 0;
            boolean settled = false;
            for (int parts = 0; parts < (automatic ? MOST_PARTS : 1) && !settled && listener.goOn(); parts++) {
                mean = new double[windows.patches()];
                long averaged = 0;
                int batches = 0;
                for (long within = 0; within < part && listener.goOn(); within += samples.count()) {
                    stream.read((int) Math.min(settings.batch(), part - within), samples);
                    if (!stage.take(samples, residuals)) {
                        throw diverged("stage 1", step);
                    }
                    done += samples.count();
                    if (batches++ % BETWEEN_REPORTS == 0) {
                        listener.first(done, stage.weights());
                    }
                    if (2 * within >= part) {
                        averaged++;
                        for (int j = 0; j < mean.length; j++) {
                            mean[j] += stage.weights()[j];
                        }
                    }
                }
                for (int j = 0; j < mean.length && averaged > 0; j++) {
                    mean[j] /= averaged;
                }
                settled = parts > 0 && near(mean, before);
                before = mean;
            }
            listener.first(done, stage.weights());
            return new First(
                    stage.filter().clone(), automatic ? mean : stage.weights().clone(), done, settled);
        }

        private boolean near(double[] a, double[] b) {
            double product = 0;
            double first = 0;
            double second = 0;
            for (int j = 0; j < a.length; j++) {
                product += a[j] * b[j];
                first += a[j] * a[j];
                second += b[j] * b[j];
            }
            double cosine = product / Math.sqrt(first * second);
            return cosine > Math.cos(SETTLED_ANGLE) && Math.abs(Math.sqrt(first / second) - 1) < SETTLED_LENGTH;
        }

        /** Below the largest step for which the errors of single samples shrink, and those of a batch's mean do. */
        double secondStep(double square) {
            return SECOND_STEP / ((windows.size() + 2.0 * settings.batch()) * square);
        }

        private long secondSamples(double step, double[] weights) {
            if (settings.samples().second() > 0) {
                return settings.samples().second();
            }
            double square = 0;
            for (double weight : weights) {
                square += weight * weight;
            }
            // Theorem A.2 bounds the slowest part by 1 - cos(pi / (k + 1)) of |a|^2; without overlap it is all of it.
            double slowest = windows.overlap() ? 1 - Math.cos(Math.PI / (windows.patches() + 1)) : 1;
            double rate = step * square * (1 + settings.leak()) / 2;
            return Math.round(Math.min(
                    MOST_SECOND, Math.max(FOLDS / rate, Math.min(FOLDS / (rate * slowest), 30 * FOLDS / rate))));
        }

        OverlappingNetwork[] second(First first, double step) {
            double[] opposite = negative(first.weights);
            if (!windows.overlap()) { // stage 1 has learned the whole filter
                return new OverlappingNetwork[] {
                    new OverlappingNetwork(windows, settings.leak(), first.filter, first.weights),
                    new OverlappingNetwork(windows, settings.leak(), negative(first.filter), opposite)
                };
            }
            double[] zero = new double[windows.size()];
            Convotron plus = new Convotron(windows, settings.leak(), step, first.weights, zero);
            Convotron minus = new Convotron(windows, settings.leak(), step, opposite, zero);
            long count = secondSamples(step, first.weights);
            int batches = 0;
            for (long done = 0; done < count && listener.goOn(); done += samples.count()) {
                if (batches++ % BETWEEN_REPORTS == 0) {
                    listener.second(0, done, plus.network());
                }
                stream.read((int) Math.min(settings.batch(), count - done), samples);
                if (!plus.take(samples, residuals) | !minus.take(samples, residuals)) {
                    throw diverged("stage 2", step);
                }
                secondSamples += samples.count();
            }
            return new OverlappingNetwork[] {plus.network(), minus.network()};
        }

        /** Least squares for the output weights, then steps for the filter, as many rounds as were asked for. */
        OverlappingNetwork refine(OverlappingNetwork start) {
            OverlappingNetwork network = start;
            for (int round = 1; round <= settings.refinements() && listener.goOn(); round++) {
                LeastSquares regression = new LeastSquares(network);
                int wanted = Math.max(settings.samples().regression(), 20 * windows.patches());
                for (int done = 0; done < wanted; done += samples.count()) {
                    stream.read(Math.min(samples.capacity(), wanted - done), samples);
                    regression.take(samples);
                    refinementSamples += samples.count();
                }
                double[] weights = regression.weights();
                double square = 0;
                for (double weight : weights) {
                    square += weight * weight;
                }
                double step = settings.steps().second() > 0 ? settings.steps().second() : secondStep(square);
                Convotron stage = new Convotron(windows, settings.leak(), step, weights, network.filter());
                long count = secondSamples(step, weights);
                int batches = 0;
                for (long done = 0; done < count && listener.goOn(); done += samples.count()) {
                    if (batches++ % BETWEEN_REPORTS == 0) {
                        listener.second(round, done, stage.network());
                    }
                    stream.read((int) Math.min(settings.batch(), count - done), samples);
                    if (!stage.take(samples, residuals)) {
                        throw diverged("the refinement", step);
                    }
                    refinementSamples += samples.count();
                }
                network = stage.network();
            }
            listener.second(settings.refinements() + 1, 0, network);
            return network;
        }

        /** Stage 3: the network with the least error on fresh samples. */
        Judged better(OverlappingNetwork[] networks) {
            double[] errors = new double[networks.length];
            double[] squares = new double[networks.length];
            double targets = 0;
            double[] outputs = new double[samples.capacity()];
            int wanted = settings.samples().validation();
            for (int done = 0; done < wanted; done += samples.count()) {
                stream.read(Math.min(samples.capacity(), wanted - done), samples);
                for (int n = 0; n < networks.length; n++) {
                    networks[n].outputs(samples, outputs);
                    for (int b = 0; b < samples.count(); b++) {
                        double difference = outputs[b] - samples.targets()[b];
                        double square = difference * difference;
                        errors[n] += square;
                        squares[n] += square * square;
                    }
                }
                for (int b = 0; b < samples.count(); b++) {
                    targets += samples.targets()[b] * samples.targets()[b];
                }
                validationSamples += samples.count();
            }
            int best = 0;
            for (int n = 1; n < networks.length; n++) {
                best = errors[n] < errors[best] ? n : best;
            }
            double mean = errors[best] / wanted;
            double variance = Math.max(0, squares[best] / wanted - mean * mean);
            return new Judged(networks[best], targets / wanted, mean, Math.sqrt(variance / wanted));
        }

        private InvalidInputException diverged(String stage, double step) {
            return new InvalidInputException(
                    stage + " diverged at a step size of " + step + ": take a smaller one, such as " + step / 4);
        }

        private double[] negative(double[] values) {
            double[] negative = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                negative[i] = -values[i];
            }
            return negative;
        }
    }
}
