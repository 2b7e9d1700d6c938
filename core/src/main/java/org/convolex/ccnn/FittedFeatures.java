package org.convolex.ccnn;

import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.optim.Directions;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.WorkingSet;

/**
 * A pipeline fitted to images, the images' features, and their restriction to a working set of directions.
 *
 * @param pipeline fitted to the images
 * @param samples their features, computed at every reading
 * @param set the leading principal directions, and the features restricted to them
 */
public record FittedFeatures(FeaturePipeline pipeline, ImageFeatures samples, WorkingSet set) {

    /** Restricts the features of {@code images} to their own principal directions. Cost: two readings of the images. */
    public static FittedFeatures of(
            FeaturePipeline pipeline, Dataset images, int directions, SampleStorage storage, Workers workers) {
        ImageFeatures samples = new ImageFeatures(images, pipeline);
        WorkingSet set = WorkingSet.of(samples, Directions.principal(samples, directions, workers), storage, workers);
        return new FittedFeatures(pipeline, samples, set);
    }
}
