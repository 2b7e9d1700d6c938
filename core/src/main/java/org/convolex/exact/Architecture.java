package org.convolex.exact;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.convolex.data.InvalidInputException;

/** The networks for which exact convex programs are known here; E1 .. E7 and gated ones in docs/methods/exact.md. */
public enum Architecture {
    /** E1: the mean of all rectified responses of a filter, for several outputs E3. */
    RELU_AVERAGE("relu-average"),
    /** E2: the largest rectified response of a filter. */
    RELU_MAX("relu-max"),
    /** E3: the mean of a filter's rectified responses in each block of the image, each block with weights of its own. */
    RELU_BLOCKS("relu-blocks"),
    /** E4: responses without a rectifier, each patch with weights of its own. */
    LINEAR("linear"),
    /** E5: a circular filter of the size of the image, each shift with weights of its own. */
    CIRCULAR("circular"),
    /** E6: a circular filter and weights of its shifts, one rectifier, one weight: three layers. */
    CIRCULAR_RELU("circular-relu"),
    /** E7: the means of {@link #RELU_BLOCKS}, weights of the blocks, a second rectifier, one weight: three layers. */
    RELU_RELU("relu-relu"),
    /** The sum of the responses of those patches that a fixed gate lets through, over the number of all patches. */
    GATED_AVERAGE("gated-average"),
    /** The same in each block of the image, each block with weights of its own. */
    GATED_BLOCKS("gated-blocks");

    private final String label;

    Architecture(String label) {
        this.label = label;
    }

    /** The name on the command line and in files. */
    public String label() {
        return label;
    }

    /** Whether filters have the size of the image and go round at its borders. */
    public boolean circular() {
        return this == CIRCULAR || this == CIRCULAR_RELU;
    }

    /** Whether patches are averaged block by block. */
    public boolean blocks() {
        return this == RELU_BLOCKS || this == RELU_RELU || this == GATED_BLOCKS;
    }

    /** Whether there are three layers, of which the last gives one score. */
    public boolean oneScore() {
        return this == CIRCULAR_RELU || this == RELU_RELU;
    }

    /** Whether there is a rectifier, and so patterns of activation. */
    public boolean rectified() {
        return this != LINEAR && this != CIRCULAR && !gated();
    }

    /** Whether fixed gates say which patches count: their patterns are the only ones. */
    public boolean gated() {
        return this == GATED_AVERAGE || this == GATED_BLOCKS;
    }

    /**
     * The architecture of a name.
     *
     * @throws InvalidInputException if there is none, the message lists those that are
     */
    public static Architecture of(String label) {
        return Arrays.stream(values())
                .filter(architecture -> architecture.label.equals(label))
                .findAny()
                .orElseThrow(() -> new InvalidInputException("architecture must be one of "
                        + Arrays.stream(values()).map(Architecture::label).collect(Collectors.joining(", ")) + ", got '"
                        + label + "'"));
    }
}
