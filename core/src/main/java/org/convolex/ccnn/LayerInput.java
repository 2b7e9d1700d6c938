package org.convolex.ccnn;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.jspecify.annotations.Nullable;

/**
 * What a layer learns from: the images themselves, or what the layers below make of them.
 *
 * @param training in an order that does not depend on how the data was sorted
 * @param weighting how much each training image counts, in their order
 * @param validation to choose settings on, or null to hold out a share of the training images
 * @param copies that stand behind each training image: it moved
 * @param hash names the training images, and the layers below
 */
record LayerInput(
        Dataset training,
        Weighting weighting,
        int copies,
        @Nullable Dataset validation,
        String hash) {

    /** What the layer above sees. */
    LayerInput through(CcnnLayer layer, Workers workers) {
        return new LayerInput(
                layer.respond(training, workers),
                weighting,
                copies,
                validation == null ? null : layer.respond(validation, workers),
                ProblemHash.ofResponses(layer));
    }

    /**
     * Some training images without their copies, to compare settings on; where there are many more than {@code images}, they
     * are judged on held-out ones that are not among them.
     *
     * @param heldShare of all training images, held out where no validation images are given
     */
    LayerInput sample(int images, double heldShare) {
        int[] unmoved = IntStream.range(0, training.size() / (1 + copies))
                .map(i -> i * (1 + copies))
                .toArray();
        int n = unmoved.length;
        int held = Math.min(images, (int) Math.round(heldShare * n));
        if (n <= images + held) {
            return this;
        }
        Dataset judges = validation == null ? training.subset(Arrays.copyOfRange(unmoved, n - held, n)) : validation;
        int[] compared = Arrays.copyOf(unmoved, images);
        return new LayerInput(training.subset(compared), weighting.reordered(compared), 0, judges, hash);
    }
}
