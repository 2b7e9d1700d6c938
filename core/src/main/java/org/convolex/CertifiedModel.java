package org.convolex;

import java.util.List;
import org.convolex.certify.Certificate;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;

/** A model whose method bounds from below what any competitor could attain. Immutable and safe for use from many threads. */
public interface CertifiedModel extends Model {

    /** How far the model can be from the best. */
    Certificate certificate();

    /**
     * Computes the certificates of the model once more, from the model and its training data alone.
     *
     * @param images from the source that the model was trained on; the first so many as it was trained on are taken
     * @return one for each certificate of the model: of several layers, in their order
     * @throws org.convolex.data.InvalidInputException if these are not the images that the model was trained on
     */
    List<Verification> verify(Dataset images, Workers workers);
}
