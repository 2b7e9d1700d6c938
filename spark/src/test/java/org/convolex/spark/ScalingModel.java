package org.convolex.spark;

import java.util.Locale;

/**
 * How long passes over 10^8 images of 28 x 28 would take on many executors, and what of it is not computing: a model, not a
 * measurement. Its assumptions are the constants below and the words in docs/spark.md.
 */
final class ScalingModel {
    private static final double IMAGES = 1e8;
    private static final int OUTPUTS = 10;
    private static final int POSITIONS = 144;
    private static final int FEATURES = 500;
    private static final int DIRECTIONS = 50;
    private static final int SUBSPACE = 12;

    /** Of an executor, one task each. */
    private static final int CORES = 4;

    /** Images a second and core: of features, and of passes over features restricted to 50 and 12 directions. */
    private static final double FEATURE_RATE = 3000;

    private static final double WIDE_RATE = 30_000;
    private static final double NARROW_RATE = 100_000;

    /** Bytes a second of a machine's network. */
    private static final double NETWORK = 1.25e9;

    /** Adding arrays that arrive, bytes a second. */
    private static final double ADDING = 4e9;

    /** A job with nothing to do, and how many tasks a second the driver hands out. */
    private static final double JOB_SECONDS = 0.1;

    private static final double TASKS_A_SECOND = 3000;

    /** A round of a broadcast from executor to executor. */
    private static final double HOP_SECONDS = 0.01;

    /** Passes of a training to a relative gap of 1e-3. */
    private static final int NARROW_PASSES = 120;

    private static final int WIDE_PASSES = 6;
    private static final int FULL_PASSES = 4;

    private ScalingModel() {}

    public static void main(String[] arguments) {
        System.out.println("| executors | held, GB an executor | narrow pass, s | of it not computing | full pass, s"
                + " | of it not computing | training, min |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int executors : new int[] {100, 200, 500, 1000}) {
            double held = IMAGES * (POSITIONS * (2.0 * DIRECTIONS + 4) + 784 + 48.0 * OUTPUTS) / executors / 1e9;
            double narrowOverhead = overhead(executors, SUBSPACE);
            double narrow = compute(executors, NARROW_RATE) + narrowOverhead;
            double wide = compute(executors, WIDE_RATE) + overhead(executors, DIRECTIONS);
            double fullOverhead = overhead(executors, FEATURES);
            double full = compute(executors, FEATURE_RATE) + fullOverhead;
            double training = NARROW_PASSES * narrow + WIDE_PASSES * wide + FULL_PASSES * full;
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %,d | %.1f | %.2f | %.0f %% | %.1f | %.0f %% | %.0f |",
                    executors,
                    held,
                    narrow,
                    100 * narrowOverhead / narrow,
                    full,
                    100 * fullOverhead / full,
                    training / 60));
        }
    }

    private static double compute(int executors, double rate) {
        return IMAGES / (executors * CORES * rate);
    }

    /** Starting tasks, a broadcast of 4 d bytes, and two levels of sums of 8 d bytes. */
    private static double overhead(int executors, int columns) {
        double numbers = (double) OUTPUTS * POSITIONS * columns;
        double partitions = (double) executors * CORES;
        double group = Math.ceil(Math.sqrt(partitions));
        double starting = JOB_SECONDS + (partitions + group) / TASKS_A_SECOND;
        double down = 2 * 4 * numbers / NETWORK + HOP_SECONDS * Math.log(executors) / Math.log(2);
        double level = group * 8 * numbers * (1 / NETWORK + 1 / ADDING);
        return starting + down + 2 * level;
    }
}
