package org.convolex.cli;

import java.util.Optional;
import org.convolex.convotron.ConvotronNetwork;
import org.convolex.convotron.ConvotronSettings.StepSizes;
import org.convolex.convotron.NetworkSettings;
import org.convolex.convotron.WindowSize;
import org.convolex.data.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that only networks learned by Double Convotron have. */
final class ConvotronOptions {
    private static final String AVERAGE = "average";
    private static final String LEARNED = "learned";

    @Option(
            names = "--filter-size",
            paramLabel = "auto|R",
            converter = OptionValues.AutoCount.class,
            description =
                    "numbers of a signal, or side in pixels, that the filter sees at a time (default: auto: the least from"
                            + " 5 on that fits, from 3 on where a side is below 16); --stride is above half of it, and by"
                            + " default the longest that fits")
    private @Nullable Integer filterSize;

    @Option(
            names = "--leak",
            paramLabel = "G",
            converter = OptionValues.UpToOne.class,
            description = "slope of the activation below zero: 0 is a rectifier, 1 a linear network (default: 0)")
    private double leak;

    @Option(
            names = "--steps1",
            paramLabel = "auto|N",
            converter = OptionValues.AutoSamples.class,
            description = "samples of stage 1 (default: auto: until the output weights settle)")
    private long steps1;

    @Option(
            names = "--steps2",
            paramLabel = "auto|N",
            converter = OptionValues.AutoSamples.class,
            description = "samples of stage 2, and of each round of refinement (default: auto, by the step size)")
    private long steps2;

    @Option(
            names = "--step-size1",
            paramLabel = "auto|E",
            converter = OptionValues.AutoStep.class,
            description = "step size of stage 1 (default: auto, by targets and covariance of 1000 samples)")
    private double stepSize1;

    @Option(
            names = "--step-size2",
            paramLabel = "auto|E",
            converter = OptionValues.AutoStep.class,
            description = "step size of stage 2 and the refinement (default: auto)")
    private double stepSize2;

    @Option(
            names = "--step-decay",
            paramLabel = "C",
            converter = OptionValues.Nonnegative.class,
            description =
                    "after t samples of a stage its step is divided by 1 + C t, against noise in the targets (default: 0)")
    private double stepDecay;

    @Option(
            names = "--batch",
            paramLabel = "B",
            converter = OptionValues.Count.class,
            description = "samples whose steps are taken at once; 1 is the paper's algorithm (default: 32)")
    private @Nullable Integer batch;

    @Option(
            names = "--refine",
            paramLabel = "ROUNDS",
            converter = OptionValues.CountOrZero.class,
            description =
                    "rounds of least squares for the output weights and further steps for the filter; 0 is the paper's"
                            + " algorithm (default: 4)")
    private @Nullable Integer refine;

    @Option(
            names = "--output-weights",
            paramLabel = LEARNED + "|" + AVERAGE,
            description =
                    "average: they are those of average pooling, and the filter alone is learned (default: learned)")
    private String outputWeights = LEARNED;

    @Option(
            names = "--whiten",
            description = "bring samples to identity covariance first; the filter is one of whitened samples")
    private boolean whiten;

    /**
     * The settings of a training.
     *
     * @param network options that other methods have, too
     * @param common options that every method has
     * @throws InvalidInputException if options contradict each other, or one is given that the method does not have
     */
    NetworkSettings settings(NetworkOptions network, CommonSettings common) {
        refuse("--patch", network.patch().isPresent(), "--filter-size is the side of its patches");
        refuse("--padding", network.padding().isPresent(), "windows end where the image does");
        refuse("--pool", network.pool().isPresent(), "every patch has an output weight of its own");
        refuse("--loss", network.loss().isPresent(), "its steps are those of squares");
        refuse("--beta", network.hasBeta(), "nothing is regularized");
        refuse("--gap", common.gap().isPresent(), "it certifies nothing");
        boolean average = outputWeights.equals(AVERAGE);
        if (!average && !outputWeights.equals(LEARNED)) {
            throw new InvalidInputException("invalid value for option '--output-weights': expected one of " + LEARNED
                    + ", " + AVERAGE + ", got '" + outputWeights + "'");
        }
        refuseAverage("--steps1", average && steps1 > 0);
        refuseAverage("--step-size1", average && stepSize1 > 0);
        refuseAverage("--refine", average && refine != null);
        NetworkSettings defaults = NetworkSettings.defaults();
        return defaults.withWindow(new WindowSize(
                        filterSize == null || filterSize == OptionValues.AUTO_COUNT ? WindowSize.AUTO : filterSize,
                        stride(network.stride())))
                .withLeak(leak)
                .withSamples(steps1, steps2)
                .withSteps(new StepSizes(stepSize1, stepSize2, stepDecay))
                .withBatch(batch == null ? defaults.batch() : batch)
                .withRefinements(refine == null ? defaults.refinements() : refine)
                .withAverage(average)
                .withWhitening(whiten)
                .withMaxSeconds(common.maxSeconds())
                .withSeed(common.seed());
    }

    private static int stride(Optional<int[]> values) {
        int[] given = values.orElse(new int[] {WindowSize.AUTO});
        if (given.length != 1) {
            throw new InvalidInputException(
                    "--stride: " + given.length + " values, but method convotron has one layer: give one");
        }
        return given[0];
    }

    private static void refuse(String option, boolean given, String why) {
        NetworkOptions.refuse(ConvotronNetwork.METHOD, option, given, why);
    }

    private static void refuseAverage(String option, boolean given) {
        if (given) {
            throw new InvalidInputException(
                    option + " is given, but with --output-weights average there is stage 2 alone");
        }
    }
}
