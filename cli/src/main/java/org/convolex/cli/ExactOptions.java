package org.convolex.cli;

import java.util.Optional;
import org.convolex.data.InvalidInputException;
import org.convolex.exact.Architecture;
import org.convolex.exact.ExactSettings;
import org.convolex.exact.Patterns;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that only networks with exact convex programs have. */
final class ExactOptions {
    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            defaultValue = "relu-average",
            converter = OptionValues.ArchitectureName.class,
            description =
                    "relu-average, relu-max or relu-blocks: the mean of rectified responses, their maximum, or a mean for"
                            + " each block of the image; linear: no rectifier; circular or circular-relu: filters of the size of the"
                            + " image; gated-average or gated-blocks: random gates in place of the rectifier (default:"
                            + " ${DEFAULT-VALUE})")
    private Architecture architecture = Architecture.RELU_AVERAGE;

    @Option(
            names = "--patterns",
            paramLabel = "price|all|N",
            converter = OptionValues.PatternSource.class,
            description =
                    "activation patterns of the convex program: those that its dual asks for, all there are, or those of"
                            + " N random filters (default: price); of gated networks the N gates (default: "
                            + ExactSettings.GATES + ")")
    private @Nullable Patterns patterns;

    @Option(
            names = "--circular-layers",
            paramLabel = "N",
            converter = OptionValues.CircularLayers.class,
            description =
                    "of circular-relu: circular layers below the rectifier, at least 2; of three and more the product of"
                            + " all but the last is in the unit ball (default: 2)")
    private @Nullable Integer circularLayers;

    @Option(
            names = "--boxes",
            paramLabel = "auto|N",
            defaultValue = "auto",
            converter = OptionValues.AutoCount.class,
            description = "boxes of filters that the certificate may bound: more take longer and can be tighter"
                    + " (default: auto, by the size of the program)")
    private int boxes = ExactSettings.AUTO_BOXES;

    /**
     * The settings of a training.
     *
     * @param network options that other methods have, too
     * @param common options that every method has
     * @throws InvalidInputException if an option is given that the architecture does not have, or several values for one layer
     */
    ExactSettings settings(NetworkOptions network, CommonSettings common) {
        if (architecture.circular()) {
            String why = "filters have the size of the image";
            refuse("--patch", network.patch().isPresent(), why);
            refuse("--stride", network.stride().isPresent(), why);
            refuse("--padding", network.padding().isPresent(), why);
        }
        refuse(
                "--pool",
                network.pool().isPresent() && !architecture.blocks(),
                "only " + Architecture.RELU_BLOCKS.label() + ", " + Architecture.RELU_RELU.label() + " and "
                        + Architecture.GATED_BLOCKS.label() + " have blocks");
        refuse(
                "--circular-layers",
                circularLayers != null && architecture != Architecture.CIRCULAR_RELU,
                "only " + Architecture.CIRCULAR_RELU.label() + " has circular layers below a rectifier");
        refuse(
                "--patterns",
                patterns != null && !architecture.rectified() && !architecture.gated(),
                "there is no rectifier");
        if (architecture.gated() && patterns != null && patterns.kind() != Patterns.Kind.SAMPLED) {
            throw new InvalidInputException("--patterns " + patterns + ": architecture " + architecture.label()
                    + " draws its gates at random, give their number");
        }
        ExactSettings defaults = ExactSettings.defaults();
        return defaults.withArchitecture(architecture)
                .withLoss(network.loss().orElse(null))
                .withBeta(network.beta(new OptionValues.AutoOrPositive(), ExactSettings.AUTO))
                .withPatterns(patterns == null ? defaults.patterns() : patterns)
                .withPatches(
                        one("--patch", network.patch(), ExactSettings.AUTO_PATCH),
                        one("--stride", network.stride(), defaults.stride()),
                        one("--padding", network.padding(), defaults.padding()),
                        one("--pool", network.pool(), defaults.pool()))
                .withCircularLayers(circularLayers == null ? defaults.circularLayers() : circularLayers)
                .withGap(common.gap().orElse(defaults.gap()))
                .withBoxes(boxes)
                .withMaxSeconds(common.maxSeconds())
                .withSeed(common.seed());
    }

    private void refuse(String option, boolean given, String why) {
        if (given) {
            throw new InvalidInputException(
                    option + " is given, but architecture " + architecture.label() + " has none: " + why);
        }
    }

    private static int one(String option, Optional<int[]> values, int otherwise) {
        int[] given = values.orElse(new int[] {otherwise});
        if (given.length != 1) {
            throw new InvalidInputException(
                    option + ": " + given.length + " values, but method exact has one layer: give one");
        }
        return given[0];
    }
}
