package org.convolex.ccnn;

import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.optim.Directions;
import org.convolex.optim.QuantizedSamples;
import org.convolex.optim.SampleMatrices;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.WorkingSet;

/**
 * A pipeline fitted to images, the images' features, and their restriction to a working set of directions.
 *
 * @param pipeline fitted to the images
 * @param images whose features these are
 * @param samples their features, computed at every reading or held
 * @param set the leading principal directions, and the features restricted to them
 */
record FittedFeatures(FeaturePipeline pipeline, Dataset images, SampleMatrices samples, WorkingSet set) {

    /**
     * Restricts the features of {@code images} to their own principal directions. Cost: two readings of the images.
     *
     * @param held how the features themselves are held
     * @param restricted how their restriction is held
     */
    static FittedFeatures of(
            FeaturePipeline pipeline,
            Dataset images,
            int directions,
            SampleStorage held,
            SampleStorage restricted,
            Workers workers) {
        SampleMatrices samples = held.hold(new ImageFeatures(images, pipeline), workers);
        WorkingSet set =
                WorkingSet.of(samples, Directions.principal(samples, directions, workers), restricted, workers);
        return new FittedFeatures(pipeline, images, samples, set);
    }

    /** The features as the model computes them, to the last bit: what a certificate must speak of. */
    SampleMatrices exact() {
        return samples instanceof QuantizedSamples ? new ImageFeatures(images, pipeline) : samples;
    }
}
