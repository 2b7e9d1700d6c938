package org.convolex.ccnn;

/** The parts of a training, in their order. */
public enum Phase {
    /** Patches, contrast normalization, whitening, distances. */
    PREPROCESS,
    /** Choosing gamma and R on validation images. */
    CHOOSE,
    /** Features of all training images, and their restriction to the working set. */
    FEATURES,
    /** Solving to the asked gap. */
    SOLVE,
    /** The certificate. */
    CERTIFY
}
