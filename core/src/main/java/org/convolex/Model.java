package org.convolex;

import java.util.List;
import org.convolex.certify.Certificate;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;

/** A trained classifier with its certificate. Immutable and safe for use from many threads. */
public interface Model {

    /** The method's name on the command line, for instance {@code "ccnn"}. */
    String method();

    /** Shape of the images that it takes. */
    ImageShape imageShape();

    /** The classes, in the order of the scores. */
    List<String> classNames();

    /** How far the model can be from the best. */
    Certificate certificate();

    /** Where it comes from. */
    Provenance provenance();

    /**
     * The scores of all images; the largest decides the class.
     *
     * @return row-major, images x classes
     * @throws org.convolex.data.InvalidInputException if the images have another shape
     */
    float[] scores(Dataset images, Workers workers);
}
