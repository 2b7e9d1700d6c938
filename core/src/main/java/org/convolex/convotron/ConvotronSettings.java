package org.convolex.convotron;

/**
 * What a {@link ConvotronTrainer} learns. Immutable; {@code with} methods return changed copies.
 *
 * @param windows of the patches
 * @param leak slope of the activation below zero, in [0, 1]
 * @param samples of each stage
 * @param steps of the two stages
 * @param batch samples whose steps are taken at once, at least 1; 1 is the paper's algorithm
 * @param refinements rounds of refinement; 0 for the paper's algorithm
 * @param seed of initial point and noise
 */
public record ConvotronSettings(
        Windows windows, double leak, SampleCounts samples, StepSizes steps, int batch, int refinements, long seed) {
    static final int USUAL_BATCH = 32;
    static final int USUAL_REFINEMENTS = 4;

    /** Numbers and steps from the data, batches of 32, four rounds of refinement. */
    public static ConvotronSettings of(Windows windows, double leak) {
        return new ConvotronSettings(
                windows, leak, SampleCounts.AUTO, StepSizes.AUTO, USUAL_BATCH, USUAL_REFINEMENTS, 1);
    }

    /** The paper's algorithm with its own numbers: batches of one, no refinement. */
    public static ConvotronSettings paper(Windows windows, double leak, SampleCounts samples, StepSizes steps) {
        return new ConvotronSettings(windows, leak, samples, steps, 1, 0, 1);
    }

    /**
     * @throws IllegalArgumentException if a number is out of its range
     */
    public ConvotronSettings {
        if (!(leak >= 0 && leak <= 1)) {
            throw new IllegalArgumentException("leak must be in [0, 1], got " + leak);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be >= 1, got " + batch);
        }
        if (refinements < 0) {
            throw new IllegalArgumentException("refinements must be >= 0, got " + refinements);
        }
    }

    public ConvotronSettings withSamples(SampleCounts value) {
        return new ConvotronSettings(windows, leak, value, steps, batch, refinements, seed);
    }

    public ConvotronSettings withSteps(StepSizes value) {
        return new ConvotronSettings(windows, leak, samples, value, batch, refinements, seed);
    }

    public ConvotronSettings withBatch(int value) {
        return new ConvotronSettings(windows, leak, samples, steps, value, refinements, seed);
    }

    public ConvotronSettings withRefinements(int value) {
        return new ConvotronSettings(windows, leak, samples, steps, batch, value, seed);
    }

    public ConvotronSettings withSeed(long value) {
        return new ConvotronSettings(windows, leak, samples, steps, batch, refinements, value);
    }

    /**
     * Samples of the stages.
     *
     * @param first of stage 1; 0: until the output weights settle
     * @param second of stage 2, and of each round of refinement; 0: as many as the step size asks for
     * @param validation of stage 3, at least 1
     * @param regression for the output weights, in each round of refinement, at least 1
     */
    public record SampleCounts(long first, long second, int validation, int regression) {
        /** Counts from the data. */
        public static final SampleCounts AUTO = new SampleCounts(0, 0, 10_000, 2000);

        public SampleCounts {
            if (first < 0 || second < 0 || validation < 1 || regression < 1) {
                throw new IllegalArgumentException("numbers of samples must be at least 1, got " + first + ", " + second
                        + ", " + validation + " and " + regression);
            }
        }
    }

    /**
     * Step sizes of the stages, 0 for those that the size of the data asks for.
     *
     * @param first eta of stage 1
     * @param second eta of stage 2 and of the refinement
     * @param decay c: after t samples of a stage its step is {@code eta / (1 + c t)}; 0 for steps that stay, as the paper's do
     */
    public record StepSizes(double first, double second, double decay) {
        /** Steps from the data, which stay. */
        public static final StepSizes AUTO = new StepSizes(0, 0, 0);

        /** Steps that stay. */
        public StepSizes(double first, double second) {
            this(first, second, 0);
        }

        public StepSizes {
            if (!(first >= 0 && first < Double.POSITIVE_INFINITY && second >= 0 && second < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "step sizes must be finite and > 0, got " + first + " and " + second);
            }
            if (!(decay >= 0 && decay < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("decay must be finite and >= 0, got " + decay);
            }
        }

        double decayed(double step, long samples) {
            return step / (1 + decay * samples);
        }
    }
}
