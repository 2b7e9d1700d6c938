package org.convolex.convotron;

/**
 * What a training came to. Immutable.
 *
 * @param network the better of the two signs
 * @param stages the samples that each part has read
 * @param steps step sizes that were taken
 * @param meanSquare of the validation samples' targets
 * @param error mean squared error on the validation samples
 * @param deviation the standard error of that mean
 * @param settled whether the output weights of stage 1 had come to rest
 */
public record TrainedConvotron(
        OverlappingNetwork network,
        Stages stages,
        ConvotronSettings.StepSizes steps,
        double meanSquare,
        double error,
        double deviation,
        boolean settled) {

    /** Samples read by each part. */
    public record Stages(long first, long second, long refinement, long validation) {}

    /** {@code E (f - y)^2 / E y^2} on the validation samples. */
    public double relativeError() {
        return meanSquare == 0 ? 0 : error / meanSquare;
    }
}
