package org.convolex;

import java.util.List;
import org.convolex.certify.Certificate;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;

/** A trained network with its certificate. Immutable and safe for use from many threads. */
public interface Model {

    /** The method's name on the command line, for instance {@code "ccnn"}. */
    String method();

    /** Shape of the images that it takes. */
    ImageShape imageShape();

    /** What the scores stand for. */
    Outputs outputs();

    /** The loss that it was trained for, by its name in {@link org.convolex.optim.Losses}. */
    String loss();

    /** How far the model can be from the best. */
    Certificate certificate();

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

    /**
     * Computes the certificates of the model once more, from the model and its training data alone.
     *
     * @param images from the source that the model was trained on; the first so many as it was trained on are taken
     * @return one for each certificate of the model: of several layers, in their order
     * @throws org.convolex.data.InvalidInputException if these are not the images that the model was trained on
     */
    List<Verification> verify(Dataset images, Workers workers);
}
