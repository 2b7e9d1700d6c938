package org.convolex.ccnn;

import java.util.Locale;
import java.util.stream.IntStream;
import org.convolex.Outputs;
import org.convolex.TrainingData;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;
import org.convolex.optim.Directions;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.SampleMatrices;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.WorkingSet;
import org.convolex.patch.AveragePooling;

/**
 * About how long a training will take. The speeds that decide are measured on a few of the images; how often all images
 * are read is what trainings typically need and no promise: it depends on the data, on R and on the asked gap.
 *
 * @param featuresPerSecond images whose features are computed in a second
 * @param stepSeconds a solver's step on all images takes
 * @param readings of all images' features
 * @param steps on all images; those on fewer count for as much less
 * @param seconds in all
 */
public record TimeEstimate(
        double featuresPerSecond, double stepSeconds, double readings, double steps, double seconds) {
    private static final int MEASURED_IMAGES = 256;
    private static final int FEW_IMAGES = 32;
    private static final int FEWEST_RUNS = 4;
    private static final int MOST_WINDOWS = 10;
    private static final long WINDOW_NANOS = 200_000_000;
    private static final double SETTLED = 0.9;

    /** Readings of all images for the working set, its extensions, the certificate and the training error. */
    private static final double READINGS = 7;

    /** Steps of the final solve for each factor of ten of the gap; 45 to 55 were counted at a gap of 1e-3. */
    private static final double STEPS_A_DECADE = 25;

    /** Steps on the path over R; 130 to 250 were counted. */
    private static final double PATH_STEPS = 200;

    /** Gammas compared. */
    private static final double GAMMAS = 3;

    /** Numbers of filters compared, and what is measured where the number is still to be chosen. */
    private static final double FILTERS = 3;

    private static final int ANY_FILTERS = 16;

    /**
     * Measures for about two seconds a layer.
     *
     * @throws org.convolex.data.InvalidInputException if the images cannot be learned from
     */
    public static TimeEstimate of(Dataset training, CcnnSettings settings, MemoryPlan plan, Workers workers) {
        TrainingData.requireLearnable(training);
        Dataset part = Outputs.of(training, new double[0]).encode(spread(training));
        TimeEstimate all = new TimeEstimate(0, 0, 0, 0, 0);
        for (int number = 1; number <= settings.layers().size(); number++) {
            FittedFeatures fitted = fit(part, settings, number, workers);
            TimeEstimate layer =
                    of(fitted, settings.shifts().times(training.size()), settings, number, plan.layer(number), workers);
            all = number == 1 ? layer : all.plus(layer);
            if (number < settings.layers().size()) {
                part = anyResponses(fitted, settings.layer(number), workers);
            }
        }
        return new TimeEstimate(
                all.featuresPerSecond,
                all.stepSeconds,
                all.readings,
                all.steps,
                Math.min(all.seconds, settings.maxSeconds()));
    }

    private static TimeEstimate of(
            FittedFeatures fitted,
            int images,
            CcnnSettings settings,
            int number,
            MemoryPlan.Layer memory,
            Workers workers) {
        double reading =
                seconds(() -> read(fitted.samples(), workers)) / fitted.images().size();
        boolean recomputed = memory.restricted() == SampleStorage.RECOMPUTED;
        double step = stepSeconds(fitted, settings, workers).at(images) + (recomputed ? reading * images : 0);

        LayerSettings layer = settings.layer(number);
        boolean radiusOpen = layer.choosesRadius();
        double share = Math.min(1, (double) LayerTrainer.COMPARED_IMAGES / images);
        boolean filtersOpen = number > 1 && settings.layer(number - 1).filters() == CcnnSettings.AUTO_FILTERS;
        double candidates = (layer.choosesGamma() ? GAMMAS : 0) + (filtersOpen ? FILTERS : 0);
        double path = radiusOpen ? PATH_STEPS : STEPS_A_DECADE;
        double fullReadings = memory.features() == SampleStorage.RECOMPUTED ? READINGS : 1;
        double readings = fullReadings + 2 * candidates * share;
        double steps = -STEPS_A_DECADE * Math.log10(settings.gap(number))
                + (radiusOpen ? PATH_STEPS : 0)
                + path * candidates * share;
        double seconds = readings * images * reading + steps * step;
        return new TimeEstimate(1 / reading, step, readings, steps, seconds);
    }

    /** One layer after another: an image passes both, and so does a reading. */
    private TimeEstimate plus(TimeEstimate next) {
        double perSecond = 1 / (1 / featuresPerSecond + 1 / next.featuresPerSecond);
        return new TimeEstimate(
                perSecond,
                Math.max(stepSeconds, next.stepSeconds),
                readings + next.readings,
                steps + next.steps,
                seconds + next.seconds);
    }

    private static Dataset spread(Dataset images) {
        int count = Math.min(MEASURED_IMAGES, images.size());
        return images.subset(IntStream.range(0, count)
                .map(i -> (int) ((long) images.size() * i / count))
                .toArray());
    }

    private static FittedFeatures fit(Dataset part, CcnnSettings settings, int number, Workers workers) {
        LayerSettings layer = settings.layer(number);
        Preprocessing preprocessing = Preprocessing.fit(part, layer, number, workers);
        double gamma =
                layer.choosesGamma() ? 1 / preprocessing.medianSquaredDistance(part, settings.seed()) : layer.gamma();
        FeaturePipeline pipeline = preprocessing.pipeline(part, layer, gamma, settings, workers);
        int features = pipeline.features();
        ImageFeatures samples = new ImageFeatures(part, pipeline);
        WorkingSet set = WorkingSet.of(
                samples,
                Directions.of(features, unitVectors(Math.min(layer.directions(), features), features)),
                SampleStorage.SINGLE,
                workers);
        return new FittedFeatures(pipeline, part, samples, set);
    }

    private static Dataset anyResponses(FittedFeatures fitted, LayerSettings layer, Workers workers) {
        int filters = layer.filters() == CcnnSettings.AUTO_FILTERS ? ANY_FILTERS : layer.filters();
        AveragePooling pooling = fitted.pipeline().extractor().pooling();
        ImageShape shape = new ImageShape(filters, pooling.rows(), pooling.columns());
        return FilterResponses.of(
                fitted.images(),
                fitted.pipeline(),
                unitVectors(filters, fitted.pipeline().features()),
                shape,
                workers);
    }

    /** Which directions there are does not matter for the time, and these cost nothing. */
    private static float[][] unitVectors(int count, int features) {
        float[][] rows = new float[count][features];
        for (int j = 0; j < rows.length; j++) {
            rows[j][j % features] = 1;
        }
        return rows;
    }

    /** Time as a line over the number of images. */
    private record Line(double fixed, double perImage) {
        double at(int images) {
            return fixed + perImage * images;
        }
    }

    /** A step is a pass over the images and a projection that does not know how many there are. */
    private static Line stepSeconds(FittedFeatures fitted, CcnnSettings settings, Workers workers) {
        Dataset part = fitted.images();
        if (part.size() <= FEW_IMAGES) {
            return new Line(0, stepSeconds(fitted.set().restricted(), part, settings, workers) / part.size());
        }
        Dataset few = part.head(FEW_IMAGES);
        WorkingSet set = WorkingSet.of(
                new ImageFeatures(few, fitted.pipeline()), fitted.set().directions(), SampleStorage.SINGLE, workers);
        double start = stepSeconds(set.restricted(), few, settings, workers); // first, to warm up on little
        double all = stepSeconds(fitted.set().restricted(), part, settings, workers);
        double perImage = Math.max(0, all - start) / (part.size() - FEW_IMAGES);
        return new Line(Math.max(0, start - perImage * FEW_IMAGES), perImage);
    }

    private static double stepSeconds(SampleMatrices samples, Dataset images, CcnnSettings settings, Workers workers) {
        NuclearNormProgram program = new NuclearNormProgram(
                samples, Weighting.NONE.targets(images), settings.lossFor(images), new NuclearNormBall(1));
        return seconds(() -> program.slopeAtZero(workers));
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

    /**
     * The least time of many runs, for as long as more of them bring it down: code is slow until it is compiled (vector
     * code a thousand times), and others may be using the machine.
     */
    private static double seconds(Runnable task) {
        double least = leastOfWindow(task);
        for (int window = 1; window < MOST_WINDOWS; window++) {
            double next = leastOfWindow(task);
            boolean settled = next > SETTLED * least;
            least = Math.min(least, next);
            if (settled) {
                break;
            }
        }
        return least;
    }

    private static double leastOfWindow(Runnable task) {
        long start = System.nanoTime();
        long least = Long.MAX_VALUE;
        long before = start;
        for (int run = 0; run < FEWEST_RUNS || before - start < WINDOW_NANOS; run++) {
            task.run();
            long now = System.nanoTime();
            least = Math.min(least, now - before);
            before = now;
        }
        return least * 1e-9;
    }

    /** What the estimate rests on, in words. */
    public String basis() {
        return String.format(
                Locale.ROOT,
                "measured just now: features of %,.0f images/s, solver steps of %.2g s;"
                        + " assumed: %.0f readings of all images and %.0f steps, as trainings often need",
                featuresPerSecond,
                stepSeconds,
                readings,
                steps);
    }
}
