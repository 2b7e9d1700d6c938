package org.convolex.cli;

import java.util.Optional;
import org.convolex.data.InvalidInputException;
import org.convolex.optim.Loss;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/**
 * Options that several methods have, declared once; each method says what it makes of them, and what it takes where one is
 * not given.
 */
final class NetworkOptions {
    @Option(
            names = "--patch",
            paramLabel = "auto|N[,N]",
            split = ",",
            hideParamSyntax = true,
            converter = OptionValues.AutoCount.class,
            description =
                    "side of a patch in pixels (default: auto: 5, or 3 where a side of the images is below 16, or of"
                            + " a hidden layer's input below 8); of ccnn, this and the next three take one value for all"
                            + " layers, or one for each")
    private int @Nullable [] patch;

    @Option(
            names = "--stride",
            paramLabel = "N[,N]",
            split = ",",
            hideParamSyntax = true,
            converter = OptionValues.Count.class,
            description = "distance of neighbouring patches in pixels (default: 1)")
    private int @Nullable [] stride;

    @Option(
            names = "--padding",
            paramLabel = "N[,N]",
            split = ",",
            hideParamSyntax = true,
            converter = OptionValues.CountOrZero.class,
            description = "zeros around the image, below the patch (default: 0)")
    private int @Nullable [] padding;

    @Option(
            names = "--pool",
            paramLabel = "N[,N]",
            split = ",",
            hideParamSyntax = true,
            converter = OptionValues.Count.class,
            description =
                    "side of a pooling window in patches (default: 2); of exact, for architectures relu-blocks and relu-relu alone")
    private int @Nullable [] pool;

    @Option(
            names = "--loss",
            paramLabel = "logistic|squared|squared-hinge|huber",
            converter = OptionValues.LossName.class,
            description = "what is minimized; huber:D ends its square at D instead of 1 (default: logistic; squared for"
                    + " real targets, which take huber, too)")
    private @Nullable Loss loss;

    @Option(
            names = "--beta",
            paramLabel = "auto|B",
            description = "of exact: weight decay beside the sum of the losses (default: auto, chosen on validation"
                    + " images); of relaxation: weight of the direction beside the slack, 0 for none (default: 0)")
    private @Nullable String beta;

    /**
     * Refuses an option that several methods have, but this one has not.
     *
     * @throws InvalidInputException if it is given
     */
    static void refuse(String method, String option, boolean given, String why) {
        if (given) {
            throw new InvalidInputException(option + " is given, but method " + method + " has none: " + why);
        }
    }

    /** One side for each layer, or for all; {@link OptionValues#AUTO_COUNT} by the size of the images. */
    Optional<int[]> patch() {
        return Optional.ofNullable(patch);
    }

    /** One stride for each layer, or for all. */
    Optional<int[]> stride() {
        return Optional.ofNullable(stride);
    }

    /** One padding for each layer, or for all. */
    Optional<int[]> padding() {
        return Optional.ofNullable(padding);
    }

    /** One pooling window for each layer, or for all. */
    Optional<int[]> pool() {
        return Optional.ofNullable(pool);
    }

    /** Whether there is a beta. */
    boolean hasBeta() {
        return beta != null;
    }

    /**
     * The number beta, as a method reads it.
     *
     * @throws InvalidInputException if the method does not take it
     */
    double beta(ITypeConverter<Double> converter, double otherwise) {
        if (beta == null) {
            return otherwise;
        }
        try {
            return converter.convert(beta);
        } catch (Exception e) {
            throw new InvalidInputException("invalid value for option '--beta': " + e.getMessage(), e);
        }
    }

    Optional<Loss> loss() {
        return Optional.ofNullable(loss);
    }
}
