package org.convolex.ccnn;

import org.convolex.ClassOutputs;
import org.convolex.ErrorMeasure;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.optim.Loss;
import org.convolex.optim.ProgressListener;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.Solvers;

/**
 * What a warm-started path over R on a sample of the training images says of one gamma. Paths of different gammas know nothing of
 * each other, so that they can run on many machines.
 *
 * @param radius R with the least validation loss, or the one that was given
 * @param validLoss the mean loss on held-out images there
 * @param validError the share of mistakes on them
 */
public record SampledPath(double radius, double validLoss, double validError) {

    /**
     * Runs the path of a layer that predicts.
     *
     * @param pipeline image to features, for this gamma
     * @param training labelled images to train on
     * @param heldOut labelled images to judge on
     * @param directions in the working set
     * @param radius the only R, or NaN for a path
     */
    public static SampledPath run(
            FeaturePipeline pipeline,
            Dataset training,
            Dataset heldOut,
            int directions,
            double radius,
            Loss loss,
            double maxSeconds,
            Workers workers) {
        FittedFeatures fitted = FittedFeatures.of(
                pipeline, training, directions, SampleStorage.RECOMPUTED, SampleStorage.SINGLE, workers);
        ValidationSplit split = ValidationSplit.of(fitted, Weighting.NONE, heldOut, 0, workers);
        RadiusPath.Step best = RadiusPath.run(
                        split,
                        loss,
                        new ErrorMeasure(new ClassOutputs(training.classNames())),
                        Solvers.byName(Solvers.AUTO, SampleStorage.SINGLE, 0),
                        radius,
                        RadiusPath.GAP,
                        maxSeconds,
                        ProgressListener.NONE,
                        workers)
                .best();
        return new SampledPath(best.radius(), best.validLoss(), best.validError());
    }
}
