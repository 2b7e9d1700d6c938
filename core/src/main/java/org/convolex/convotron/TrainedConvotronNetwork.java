package org.convolex.convotron;

import java.util.Map;
import org.convolex.Phase;
import org.convolex.Trained;
import org.convolex.optim.Status;

/**
 * What a training on images returns: the network, which has no certificate, and how it went. Immutable.
 *
 * @param model to predict with, to save
 * @param status FINISHED, or why it was stopped
 * @param course samples and steps of the stages
 * @param learned images that samples were drawn from
 * @param validError on the held-out images: share of mistakes, or root of the mean squared error
 * @param seconds each phase took
 */
public record TrainedConvotronNetwork(
        ConvotronNetwork model,
        Status status,
        TrainedConvotron course,
        int learned,
        double validError,
        Map<Phase, Double> seconds)
        implements Trained {

    /** Samples that were learned from, counted as often as they were read. */
    public long samples() {
        TrainedConvotron.Stages stages = course.stages();
        return stages.first() + stages.second() + stages.refinement();
    }

    /** {@inheritDoc} A sample is one. */
    @Override
    public int iterations() {
        return (int) Math.min(Integer.MAX_VALUE, samples());
    }

    /** How often each image was read. */
    public double passes() {
        return (double) samples() / learned;
    }
}
