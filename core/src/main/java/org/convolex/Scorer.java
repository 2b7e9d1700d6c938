package org.convolex;

import org.convolex.data.Dataset;

/** Scores of few images at a time, on the caller's thread. Immutable from outside and safe for use from many threads. */
@FunctionalInterface
public interface Scorer {

    /**
     * The same as {@link Model#scores}, to the last bit.
     *
     * @return row-major, images x outputs
     * @throws org.convolex.data.InvalidInputException if the images have another shape
     */
    float[] scores(Dataset images);
}
