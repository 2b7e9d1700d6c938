package org.convolex.ccnn;

import java.util.stream.IntStream;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.optim.SampleMatrices;
import org.convolex.optim.SampleRange;
import org.convolex.optim.Targets;
import org.convolex.optim.WorkingSet;
import org.jspecify.annotations.Nullable;

/**
 * Restricted features of the images to train on while settings are chosen, and of those to judge on.
 *
 * @param training restricted features
 * @param trainingTargets their targets
 * @param validation restricted features
 * @param validationTargets their targets
 */
record ValidationSplit(
        SampleMatrices training, Targets trainingTargets, SampleMatrices validation, Targets validationTargets) {

    /**
     * Splits fitted features. Without validation images of their own, the last blocks of the (shuffled) training images
     * are held out: nothing is computed or copied for that.
     *
     * @param weighting of the fitted images, in their order
     */
    static ValidationSplit of(
            FittedFeatures fitted,
            Weighting weighting,
            @Nullable Dataset validation,
            double heldShare,
            Workers workers) {
        Dataset images = fitted.images();
        WorkingSet set = fitted.set();
        SampleMatrices all = set.restricted();
        if (validation != null) {
            WorkingSet judged = WorkingSet.of(
                    new ImageFeatures(validation, fitted.pipeline()), set.directions(), set.storage(), workers);
            return new ValidationSplit(
                    all,
                    weighting.targets(images),
                    judged.restricted(),
                    weighting.ofClassesOnly().targets(validation));
        }
        int held = Math.max(1, Math.min(all.blocks() - 1, (int) Math.round(heldShare * all.blocks())));
        SampleRange kept = new SampleRange(all, 0, all.blocks() - held);
        SampleRange out = new SampleRange(all, all.blocks() - held, held);
        int boundary = kept.samples();
        Dataset outImages =
                images.subset(IntStream.range(boundary, images.size()).toArray());
        return new ValidationSplit(
                kept, weighting.targets(images.head(boundary)), out, weighting.targets(outImages, boundary));
    }
}
