package org.convolex.ccnn;

import java.util.stream.IntStream;
import org.convolex.data.Dataset;
import org.convolex.kernel.Bandwidth;
import org.convolex.kernel.RandomFourierFeatures;
import org.convolex.linalg.Workers;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.SampleMatrices;
import org.convolex.optim.SampleStorage;
import org.convolex.patch.ContrastNormalization;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;
import org.convolex.patch.ZcaWhitening;

/**
 * About how long a training will take. The two rates that decide are measured on a few of the images; how often all images
 * are read is what trainings typically need and no promise: it depends on the data, on R and on the asked gap.
 *
 * @param featuresPerSecond images whose features are computed in a second
 * @param passesPerSecond images whose restricted features a step of the solver reads in a second
 * @param readings of all images' features
 * @param passes over all images' restricted features
 * @param seconds in all
 */
public record TimeEstimate(
        double featuresPerSecond, double passesPerSecond, double readings, double passes, double seconds) {
    private static final int MEASURED_IMAGES = 256;
    private static final double MEASURED_SECONDS = 0.4;

    /** Readings of all images for the working set, its extensions, the certificate and the training error. */
    private static final double READINGS = 7;

    /** Steps of the final solve for each factor of ten of the gap. */
    private static final double STEPS_A_DECADE = 60;

    /** Steps on the path over R. */
    private static final double PATH_STEPS = 200;

    /** Gammas compared, and the images on which each is. */
    private static final double GAMMAS = 3;

    private static final double GAMMA_IMAGES = 4000;

    /**
     * Measures for about a second.
     *
     * @throws org.convolex.data.InvalidInputException if the images cannot be learned from
     */
    public static TimeEstimate of(Dataset training, CcnnSettings settings, MemoryPlan plan, Workers workers) {
        Labels.requireLearnable(training);
        Dataset part = spread(training);
        PatchGrid grid = new PatchGrid(part.shape(), settings.patch(), settings.stride(), settings.padding());
        PatchExtractor extractor =
                PatchExtractor.fit(part, grid, new ContrastNormalization(settings.contrast()), settings.pool());
        ZcaWhitening whitening = ZcaWhitening.fit(part, extractor, settings.whitening(), part.size(), workers);
        double gamma = Double.isNaN(settings.gamma())
                ? 1 / Bandwidth.medianSquaredDistance(part, extractor, whitening, settings.seed())
                : settings.gamma();
        RandomFourierFeatures map =
                RandomFourierFeatures.draw(gamma, whitening.dimension(), settings.features(), settings.seed());
        FeaturePipeline pipeline = FeaturePipeline.fit(part, extractor, whitening, map, part.size(), workers);
        FittedFeatures fitted = FittedFeatures.of(pipeline, part, settings.directions(), SampleStorage.SINGLE, workers);

        NuclearNormProgram restricted = new NuclearNormProgram(
                fitted.set().restricted(), ValidationSplit.targets(part), settings.loss(), new NuclearNormBall(1));
        double features = rate(part.size(), () -> read(fitted.samples(), workers));
        double stored = rate(part.size(), () -> restricted.slopeAtZero(workers)); // a pass, and next to nothing
        double pass = plan.storage() == SampleStorage.RECOMPUTED ? features : stored;

        double share = GAMMAS * Math.min(1, GAMMA_IMAGES / training.size());
        boolean gammaOpen = Double.isNaN(settings.gamma());
        double path = Double.isNaN(settings.radius()) ? PATH_STEPS : STEPS_A_DECADE;
        double readings = READINGS + (gammaOpen ? 2 * share : 0);
        double passes = -STEPS_A_DECADE * Math.log10(settings.gap())
                + (Double.isNaN(settings.radius()) ? PATH_STEPS : 0)
                + (gammaOpen ? path * share : 0);
        double seconds = training.size() * (readings / features + passes / pass);
        return new TimeEstimate(features, pass, readings, passes, Math.min(seconds, settings.maxSeconds()));
    }

    private static Dataset spread(Dataset images) {
        int count = Math.min(MEASURED_IMAGES, images.size());
        return images.subset(IntStream.range(0, count)
                .map(i -> (int) ((long) images.size() * i / count))
                .toArray());
    }

    /** Computes the features of all samples once. */
    private static void read(SampleMatrices samples, Workers workers) {
        workers.forEachChunk(samples.blocks(), (chunk, from, to) -> {
            SampleMatrices.Reader reader = samples.newReader();
            for (int block = from; block < to; block++) {
                reader.read(block);
            }
        });
    }

    /** Images a second, where {@code once} works on all of {@code images}; the first time is for warming up. */
    private static double rate(int images, Runnable once) {
        once.run();
        long start = System.nanoTime();
        int times = 0;
        double seconds;
        do {
            once.run();
            times++;
            seconds = (System.nanoTime() - start) * 1e-9;
        } while (seconds < MEASURED_SECONDS);
        return times * (double) images / seconds;
    }

    /** What the estimate rests on, in words. */
    public String basis() {
        return String.format(
                "measured just now: features of %,.0f images/s, solver passes over %,.0f images/s;"
                        + " assumed: %.1f readings and %.0f passes of all images, as trainings often need",
                featuresPerSecond, passesPerSecond, readings, passes);
    }
}
