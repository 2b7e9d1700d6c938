package org.convolex.bench.convotron;

import java.util.List;
import java.util.Locale;
import org.convolex.bench.Stopwatch;
import org.convolex.convotron.ConvotronListener;
import org.convolex.convotron.ConvotronSettings;
import org.convolex.convotron.ConvotronSettings.SampleCounts;
import org.convolex.convotron.ConvotronTrainer;
import org.convolex.convotron.GeneratedStream.Distribution;
import org.convolex.convotron.OverlappingNetwork;
import org.convolex.convotron.TrainedConvotron;

/**
 * A training on a long stream, half in each stage, and the memory it takes.
 *
 * @param samples of both stages together, at least 2
 */
record StreamPart(long samples, long seed) {
    private static final double MIB = 1 << 20;

    /** A table of one row. */
    String run() {
        Setting setting = new Setting(Distribution.GAUSSIAN, 12);
        ConvotronSettings settings = setting.refined()
                .withRefinements(0)
                .withSeed(seed)
                .withSamples(new SampleCounts(samples - samples / 2, samples / 2, 10_000, 1));
        Heap heap = new Heap();
        Stopwatch watch = new Stopwatch();
        TrainedConvotron trained =
                new ConvotronTrainer(settings).train(setting.stream(setting.planted(seed), seed), heap);
        return String.format(
                Locale.ROOT,
                "| samples | largest heap allowed, MiB | most in use, garbage included, MiB | processor seconds | relative error, stages 1"
                        + " and 2 alone |%n|---|---|---|---|---|%n| %,d | %.0f | %.0f | %.0f | %.1e |%n",
                samples,
                Runtime.getRuntime().maxMemory() / MIB,
                heap.most / MIB,
                watch.processorSeconds(),
                trained.relativeError());
    }

    /** Looks at the heap at each report. */
    private static final class Heap implements ConvotronListener {
        private long most;

        @Override
        public void first(long count, double[] weights) {
            look();
        }

        @Override
        public void second(int round, long count, List<OverlappingNetwork> networks) {
            look();
        }

        private void look() {
            Runtime runtime = Runtime.getRuntime();
            most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
        }
    }
}
