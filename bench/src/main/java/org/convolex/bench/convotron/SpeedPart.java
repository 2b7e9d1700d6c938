package org.convolex.bench.convotron;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.convolex.convotron.ConvotronListener;
import org.convolex.convotron.ConvotronSettings;
import org.convolex.convotron.ConvotronSettings.SampleCounts;
import org.convolex.convotron.ConvotronSettings.StepSizes;
import org.convolex.convotron.ConvotronTrainer;
import org.convolex.convotron.GeneratedStream;
import org.convolex.convotron.GeneratedStream.Distribution;
import org.convolex.convotron.OverlappingNetwork;
import org.convolex.convotron.SampleStream;

/**
 * Samples per processor second of one thread, batch by batch and one by one, and the errors of both after as many samples with the
 * same steps.
 *
 * @param samples of a measured stage, in batches; a tenth of them one by one
 * @param seeds for the errors
 */
record SpeedPart(int samples, int seeds) {
    private static final int BATCH = 32;
    private static final int BLOCKS = 256;
    private static final int COMPARED = 40_000;

    /** What the reference's loop over single samples in numpy does, both signs in stage 2. */
    private static final double NUMPY_FIRST = 27_000;

    private static final double NUMPY_SECOND = 20_000;

    /** Samples a second of both stages. */
    private record Rates(double first, double second) {}

    /** A table of rates, and one of errors. */
    String run() {
        StringBuilder text = new StringBuilder(
                "| s | form | samples | stage 1, samples a second | times numpy's 27,000 | stage 2, both signs | times numpy's 20,000"
                        + " |\n|---|---|---|---|---|---|---|\n");
        for (int stride : new int[] {9, 12}) {
            for (int batch : new int[] {BATCH, 1}) {
                for (boolean recorded : new boolean[] {true, false}) {
                    Rates rates = best(stride, batch, recorded);
                    text.append(String.format(
                            Locale.ROOT,
                            "| %d | %s | %s | %,.0f | %.0f | %,.0f | %.0f |%n",
                            stride,
                            batch == 1 ? "one by one" : "batches of " + batch,
                            recorded ? "in memory" : "with their generation",
                            rates.first(),
                            rates.first() / NUMPY_FIRST,
                            rates.second(),
                            rates.second() / NUMPY_SECOND));
                }
            }
        }
        text.append(String.format(
                Locale.ROOT,
                "%nRelative test error after %,d samples of each stage with steps of 1e-4, medians and quartiles over %d seeds:"
                        + "%n%n| s | batches of %d | one by one |%n|---|---|---|%n",
                COMPARED,
                seeds,
                BATCH));
        for (int stride : Setting.STRIDES) {
            text.append(
                    String.format(Locale.ROOT, "| %d | %s | %s |%n", stride, errors(stride, BATCH), errors(stride, 1)));
        }
        return text.toString();
    }

    private Quartiles errors(int stride, int batch) {
        Setting setting = new Setting(Distribution.GAUSSIAN, stride);
        ConvotronSettings settings =
                setting.plain().withBatch(batch).withSamples(new SampleCounts(COMPARED, COMPARED, 2000, 1));
        return Quartiles.of(LongStream.rangeClosed(1, seeds)
                .mapToDouble(seed -> {
                    OverlappingNetwork planted = setting.planted(seed);
                    return new ConvotronTrainer(settings.withSeed(seed))
                            .train(setting.stream(planted, seed), ConvotronListener.NONE)
                            .relativeError();
                })
                .toArray());
    }

    /** Of three trainings, so that the code is compiled in the last. */
    private Rates best(int stride, int batch, boolean recorded) {
        Setting setting = new Setting(Distribution.GAUSSIAN, stride);
        int count = batch == 1 ? samples / 10 : samples;
        double first = 0;
        double second = 0;
        for (int trial = 0; trial < 3; trial++) {
            GeneratedStream generated = setting.stream(setting.planted(1), 1);
            SampleStream stream = recorded ? new RecordedStream(generated, batch, BLOCKS) : generated;
            ConvotronSettings settings = setting.plain()
                    .withBatch(batch)
                    .withSamples(new SampleCounts(count, count, 64, 1))
                    .withSteps(new StepSizes(1e-5, 1e-6));
            Clock clock = new Clock();
            new ConvotronTrainer(settings).train(stream, clock);
            first = Math.max(first, clock.firstRate());
            second = Math.max(second, clock.secondRate());
        }
        return new Rates(first, second);
    }

    /** Processor time of this thread between the first and the last report of each stage. */
    private static final class Clock implements ConvotronListener {
        private final long[] samples = new long[4];
        private final long[] nanos = new long[4];

        @Override
        public void first(long count, double[] weights) {
            note(0, count);
        }

        @Override
        public void second(int round, long count, List<OverlappingNetwork> networks) {
            note(2, count);
        }

        private void note(int at, long count) {
            int place = nanos[at] == 0 ? at : at + 1;
            nanos[place] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            samples[place] = count;
        }

        double firstRate() {
            return rate(0);
        }

        double secondRate() {
            return rate(2);
        }

        private double rate(int at) {
            return (samples[at + 1] - samples[at]) / (1e-9 * (nanos[at + 1] - nanos[at]));
        }
    }
}
