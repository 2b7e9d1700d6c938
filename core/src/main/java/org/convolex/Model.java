package org.convolex;

import java.util.List;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;

/**
 * A trained network. Those whose method has a certificate are {@link CertifiedModel}s. Immutable and safe for use from many threads.
 */
public interface Model {

    /** The method's name on the command line, for instance {@code "ccnn"}. */
    String method();

    /** Shape of the images that it takes. */
    ImageShape imageShape();

    /** What the scores stand for. */
    Outputs outputs();

    /** The loss that it was trained for, by its name in {@link org.convolex.optim.Losses}. */
    String loss();

    /** Where it comes from. */
    Provenance provenance();

    /**
     * The scores of all images, as {@link #outputs} reads them: of classes, the largest decides; of real outputs, predictions
     * in standard deviations.
     *
     * @return row-major, images x outputs
     * @throws org.convolex.data.InvalidInputException if the images have another shape
     */
    float[] scores(Dataset images, Workers workers);

    /** {@link #scores} for few images at a time: what does not depend on them is computed once, where that pays. */
    default Scorer scorer() {
        return images -> {
            try (Workers caller = new Workers(1)) {
                return scores(images, caller);
            }
        };
    }

    /**
     * The largest absolute pixel of the training images: what was white there. Where a model holds only mean and deviation of the
     * pixels, the mean and two deviations.
     */
    double largestPixel();

    /**
     * What the leading filters of the first layer say to an image; none if there are none. Cost: about that of its scores, and of a
     * {@link #scorer}.
     *
     * @param images of the model's shape
     * @param index of the image
     * @param most filters that are asked, at least 1
     * @throws org.convolex.data.InvalidInputException if the images have another shape
     */
    List<ResponseMap> responseMaps(Dataset images, int index, int most);
}
