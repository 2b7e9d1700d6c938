package org.convolex;

/** The parts of a training, in their order; a method may leave some out. */
public enum Phase {
    /** What is made of the images before anything is learned: patches, and how they are normalized. */
    PREPROCESS,
    /** Choosing settings on validation images. */
    CHOOSE,
    /** What the convex program is made of: features of all training images, or activation patterns of filters. */
    FEATURES,
    /** Solving to the asked gap. */
    SOLVE,
    /** The certificate. */
    CERTIFY
}
