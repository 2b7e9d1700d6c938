package org.convolex;

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
}
