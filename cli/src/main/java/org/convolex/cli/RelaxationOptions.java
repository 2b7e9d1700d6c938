package org.convolex.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.convolex.data.InvalidInputException;
import org.convolex.network.Activation;
import org.convolex.relaxation.Direction;
import org.convolex.relaxation.FilterSet;
import org.convolex.relaxation.RelaxationSettings;
import org.convolex.relaxation.SharedFilterNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that only networks of one shared filter have. */
final class RelaxationOptions {
    private static final int USUAL_TRIALS = 10;

    @Option(
            names = "--blocks",
            paramLabel = "K",
            converter = OptionValues.Count.class,
            description =
                    "cut a signal into K equal blocks (default: 1); of images, --patch is the side of their blocks")
    private @Nullable Integer blocks;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            defaultValue = "relu",
            converter = OptionValues.ActivationName.class,
            description =
                    "relu, leaky-relu, leaky-relu:LEAK, abs, squared-relu or softplus (default: ${DEFAULT-VALUE})")
    private Activation activation = Activation.RELU;

    @Option(
            names = "--direction",
            paramLabel = "data|random|antithetic",
            defaultValue = "data",
            converter = OptionValues.DirectionName.class,
            description =
                    "where the directions of the trials come from: the data's own, random ones as in the paper, or each"
                            + " random one with its opposite (default: ${DEFAULT-VALUE})")
    private Direction direction = Direction.DATA;

    @Option(
            names = "--trials",
            paramLabel = "T",
            converter = OptionValues.Count.class,
            description = "directions to try; the filter with the least training error is kept (default: 10; the data"
                    + " have one)")
    private @Nullable Integer trials;

    @Option(
            names = "--constraint",
            paramLabel = "none|nonnegative|box:LO,HI|l2:R|l1:R",
            defaultValue = "none",
            converter = OptionValues.Constraint.class,
            description = "what is known of the filter beforehand (default: ${DEFAULT-VALUE})")
    private FilterSet constraint = new FilterSet.Everything();

    /**
     * The settings of a training.
     *
     * @param network options that other methods have, too
     * @param common options that every method has
     * @throws InvalidInputException if options contradict each other, or one is given that the method does not have
     */
    RelaxationSettings settings(NetworkOptions network, CommonSettings common) {
        NetworkOptions.refuse(
                SharedFilterNetwork.METHOD, "--stride", network.stride().isPresent(), "blocks do not overlap");
        NetworkOptions.refuse(
                SharedFilterNetwork.METHOD, "--padding", network.padding().isPresent(), "blocks tile the image");
        NetworkOptions.refuse(
                SharedFilterNetwork.METHOD, "--pool", network.pool().isPresent(), "all blocks are added up");
        NetworkOptions.refuse(
                SharedFilterNetwork.METHOD,
                "--loss",
                network.loss().isPresent(),
                "its programs are of squares, or linear");
        OptionalInt patch = patch(network.patch());
        if (patch.isPresent() && blocks != null) {
            throw new InvalidInputException("--blocks and --patch both say how to cut: give one of them");
        }
        RelaxationSettings defaults = RelaxationSettings.defaults();
        int usual = direction == Direction.DATA ? 1 : USUAL_TRIALS;
        RelaxationSettings settings = defaults.withActivation(activation)
                .withBeta(network.beta(new OptionValues.Nonnegative(), defaults.beta()))
                .withDirections(direction, trials == null ? usual : trials)
                .withSet(constraint)
                .withGap(common.gap().orElse(defaults.gap()))
                .withMaxSeconds(common.maxSeconds())
                .withSeed(common.seed());
        return patch.isPresent()
                ? settings.withPatch(patch.getAsInt())
                : settings.withBlocks(blocks == null ? defaults.blocks() : blocks);
    }

    private static OptionalInt patch(Optional<int[]> values) {
        int[] given = values.orElse(new int[] {OptionValues.AUTO_COUNT});
        if (given.length != 1) {
            throw new InvalidInputException(
                    "--patch: " + given.length + " values, but method relaxation has one layer: give one");
        }
        return given[0] == OptionValues.AUTO_COUNT ? OptionalInt.empty() : OptionalInt.of(given[0]);
    }
}
