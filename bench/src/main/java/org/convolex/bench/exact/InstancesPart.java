package org.convolex.bench.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.convolex.TrainingListener;
import org.convolex.bench.Stopwatch;
import org.convolex.data.Dataset;
import org.convolex.exact.ExactSettings;
import org.convolex.exact.ExactTrainer;
import org.convolex.exact.TrainedExactNetwork;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.patch.PixelScale;

/**
 * Small random programs: the exact trainer asked for the gap of each shape, and restarts of descent on the same network, of
 * which none may end below the certified bound.
 *
 * @param draws of each shape
 * @param restarts of each draw
 * @param seed of all draws
 */
record InstancesPart(int draws, int restarts, long seed) {
    static final int NEURONS = 30;

    List<InstanceRun> run(List<Instance> instances, Consumer<String> log, Workers workers) {
        List<InstanceRun> runs = new ArrayList<>();
        for (Instance instance : instances) {
            for (int draw = 1; draw <= draws; draw++) {
                InstanceRun run = run(instance, draw, workers);
                runs.add(run);
                log.accept(String.format(
                        Locale.ROOT,
                        "%s, draw %d: objective %.9g, bound %.9g, %.2f s; lowest restart above the bound %.2g",
                        instance.name(),
                        draw,
                        run.certificate().objective(),
                        run.certificate().lowerBound(),
                        run.seconds(),
                        run.lowestAboveBound()));
            }
        }
        return runs;
    }

    private InstanceRun run(Instance instance, int draw, Workers workers) {
        long own = seed * 1000 + draw;
        Dataset drawn = instance.draw(own);
        ExactSettings settings = instance.settings(drawn, own, workers);
        Stopwatch watch = new Stopwatch();
        TrainedExactNetwork trained =
                new ExactTrainer(settings).train(drawn, instance.name(), TrainingListener.NONE, workers);
        double seconds = watch.processorSeconds();
        Objective objective = objective(instance, drawn, settings, workers);
        Double[] values = new Double[restarts];
        SplittableRandom random = new SplittableRandom(own);
        double[][] starts = new double[restarts][];
        for (int i = 0; i < restarts; i++) {
            starts[i] = objective.start(random);
        }
        workers.forEach(restarts, i -> values[i] = Descent.from(starts[i], objective));
        return new InstanceRun(
                instance,
                draw,
                settings.beta(),
                trained.model().certificate(),
                trained.model().neurons().size(),
                seconds,
                Arrays.asList(values));
    }

    /** The objective of the network itself. */
    static Objective objective(Instance instance, Dataset drawn, ExactSettings settings, Workers workers) {
        NetworkProgram program = Programs.of(drawn, settings, settings.beta(), workers);
        return switch (instance.architecture()) {
            case CIRCULAR_RELU -> new ThreeLayers(program, signals(drawn), NEURONS);
            case RELU_RELU -> new TwoRectifiers(program, NEURONS);
            default -> new TwoLayers(program, NEURONS);
        };
    }

    /** Images in pixels, scaled in single precision as the network does. */
    private static double[][] signals(Dataset drawn) {
        float scale = PixelScale.fit(drawn);
        double[][] signals = new double[drawn.size()][];
        for (int s = 0; s < signals.length; s++) {
            float[] image = drawn.image(s);
            signals[s] = new double[image.length];
            for (int i = 0; i < image.length; i++) {
                signals[s][i] = image[i] * scale;
            }
        }
        return signals;
    }
}
