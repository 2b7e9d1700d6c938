package org.convolex.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.convolex.ccnn.FeaturePipeline;
import org.convolex.ccnn.LayerSettings;
import org.convolex.ccnn.SampledFits;
import org.convolex.ccnn.SampledPath;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.model.PipelineBytes;
import org.convolex.optim.MultinomialLogistic;

/**
 * Chooses gamma and R on a sample of the images: one task for each gamma runs a warm-started path over R, and the least loss on
 * held-out images wins. The candidates are nine, a factor of the root of two apart, around the scale of the data.
 *
 * @param choices in the order of gammas
 */
record SampleSearch(List<Choice> choices) {
    /** Images to learn from, and at most as many to judge on: what each task computes in a minute. */
    static final int MOST_IMAGES = 2500;

    private static final int STEPS_EACH_WAY = 4;

    /** What one task found. */
    record Choice(double gamma, double radius, double validLoss, double validError) implements Serializable {}

    private record Candidate(double gamma, byte[] pipeline) implements Serializable {}

    /** Images on their way to the executors. */
    private record Sample(SentShape shape, float[][] images, int[] labels, int classes) implements Serializable {
        static Sample of(Dataset images) {
            float[][] pixels = new float[images.size()][];
            Arrays.setAll(pixels, images::image);
            return new Sample(SentShape.of(images.shape()), pixels, images.labels(), images.classes());
        }

        Dataset dataset() {
            return Dataset.over(shape.shape(), images, labels, classes);
        }
    }

    /** How many of all images to judge on. */
    static int heldOut(int size, double share) {
        return Math.max(1, Math.min(MOST_IMAGES, (int) Math.round(share * size)));
    }

    /**
     * Runs the search.
     *
     * @param training to learn from
     * @param heldOut to judge on
     */
    static SampleSearch run(
            JavaSparkContext spark,
            SampledFits fits,
            LayerSettings layer,
            Dataset training,
            Dataset heldOut,
            double maxSeconds,
            Workers workers) {
        List<Candidate> candidates = new ArrayList<>();
        for (double gamma : gammas(fits, layer)) {
            FeaturePipeline pipeline = fits.pipeline(gamma, workers);
            candidates.add(new Candidate(gamma, PipelineBytes.write(pipeline)));
        }
        Broadcast<Sample> learned = spark.broadcast(Sample.of(training));
        Broadcast<Sample> judged = spark.broadcast(Sample.of(heldOut));
        int directions = layer.directions();
        double radius = layer.radius();
        List<Choice> choices = spark.parallelize(candidates, candidates.size())
                .map(candidate -> {
                    SampledPath path = SampledPath.run(
                            PipelineBytes.read(candidate.pipeline),
                            learned.value().dataset(),
                            judged.value().dataset(),
                            directions,
                            radius,
                            new MultinomialLogistic(),
                            maxSeconds,
                            SamplePart.oneThread());
                    return new Choice(candidate.gamma, path.radius(), path.validLoss(), path.validError());
                })
                .collect();
        learned.destroy();
        judged.destroy();
        return new SampleSearch(List.copyOf(choices));
    }

    private static List<Double> gammas(SampledFits fits, LayerSettings layer) {
        if (!fits.choosesGamma()) {
            return List.of(layer.gamma());
        }
        double first = fits.firstGamma();
        List<Double> gammas = new ArrayList<>();
        for (int step = -STEPS_EACH_WAY; step <= STEPS_EACH_WAY; step++) {
            gammas.add(Double.parseDouble(String.format(Locale.ROOT, "%.2e", first * Math.pow(2, step / 2.0))));
        }
        return gammas;
    }

    /** The least validation loss; the smallest gamma among equals. */
    Choice best() {
        return Collections.min(choices, Comparator.comparingDouble(Choice::validLoss));
    }
}
