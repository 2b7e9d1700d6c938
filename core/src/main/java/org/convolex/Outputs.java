package org.convolex;

import java.util.Arrays;
import java.util.List;
import org.convolex.data.Dataset;
import org.convolex.data.RealTargets;

/** What the scores of a model stand for. Immutable and safe for use from many threads. */
public sealed interface Outputs permits ClassOutputs, RealOutputs {

    /** The classes, or what is predicted, in the order of the scores. */
    List<String> names();

    /** Scores of an image. */
    default int count() {
        return names().size();
    }

    /**
     * The images with their ground truth in the terms of the scores: classes numbered as these are, targets standardized.
     *
     * @throws org.convolex.data.InvalidInputException if they have no ground truth of this kind
     */
    Dataset encode(Dataset images);

    /**
     * What a model of these images has to give.
     *
     * @param images with ground truth
     * @param weights how much each image counts, finite and at least 0; empty: all alike
     * @throws org.convolex.data.InvalidInputException if a target has the same value for all images that count
     */
    static Outputs of(Dataset images, double[] weights) {
        return images.truth() instanceof RealTargets targets
                ? RealOutputs.fit(targets, weights)
                : new ClassOutputs(images.classNames());
    }

    /** Whether both are the same to the last bit. */
    static boolean same(Outputs one, Outputs other) {
        if (one instanceof RealOutputs a && other instanceof RealOutputs b) {
            return a.names().equals(b.names())
                    && Arrays.equals(a.means(), b.means())
                    && Arrays.equals(a.scales(), b.scales());
        }
        return one.equals(other);
    }
}
