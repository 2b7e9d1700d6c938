package org.convolex.bench.convotron;

import java.util.Locale;
import java.util.SplittableRandom;
import org.convolex.convotron.ConvotronSettings;
import org.convolex.convotron.ConvotronSettings.SampleCounts;
import org.convolex.convotron.ConvotronSettings.StepSizes;
import org.convolex.convotron.GeneratedStream;
import org.convolex.convotron.GeneratedStream.Distribution;
import org.convolex.convotron.OverlappingNetwork;
import org.convolex.convotron.Windows;

/**
 * One of the paper's settings: d = 160, r = 16, filter and output weights from N(0, I).
 *
 * @param distribution of inputs
 * @param stride s
 */
record Setting(Distribution distribution, int stride) {
    static final int[] STRIDES = {9, 12, 16};
    private static final int INPUTS = 160;
    private static final int SIZE = 16;
    private static final int VALIDATION = 10_000;

    Windows windows() {
        return Windows.ofSignals(INPUTS, SIZE, stride);
    }

    /** T1. */
    int first() {
        return distribution == Distribution.GAUSSIAN ? 10_000 : 40_000;
    }

    /** T2. */
    int second() {
        return distribution == Distribution.GAUSSIAN ? 10_000 : 100_000;
    }

    /** The plain algorithm with the paper's numbers. */
    ConvotronSettings plain() {
        StepSizes steps = new StepSizes(1e-4, distribution == Distribution.GAUSSIAN ? 1e-4 : 1e-5);
        return ConvotronSettings.paper(windows(), 0, new SampleCounts(first(), second(), VALIDATION, 1), steps);
    }

    /** Batches, steps and numbers from the data, and rounds of refinement. */
    ConvotronSettings refined() {
        return ConvotronSettings.of(windows(), 0);
    }

    OverlappingNetwork planted(long seed) {
        return planted(windows(), seed);
    }

    /** A rectified network with weights from N(0, 1). */
    static OverlappingNetwork planted(Windows windows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] filter = new double[windows.size()];
        double[] weights = new double[windows.patches()];
        for (int l = 0; l < filter.length; l++) {
            filter[l] = random.nextGaussian();
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] = random.nextGaussian();
        }
        return new OverlappingNetwork(windows, 0, filter, weights);
    }

    GeneratedStream stream(OverlappingNetwork planted, long seed) {
        return new GeneratedStream(planted, distribution, 0, seed);
    }

    @Override
    public String toString() {
        return distribution.name().charAt(0) + distribution.name().substring(1).toLowerCase(Locale.ROOT) + ", s = "
                + stride;
    }
}
