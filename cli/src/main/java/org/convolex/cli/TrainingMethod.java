package org.convolex.cli;

import org.convolex.TrainingListener;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;

/** A method of training with all its settings, checked as far as they can be before anything is loaded. */
interface TrainingMethod {

    /** The relative gap that it is to certify; NaN for a method without certificates. */
    double askedGap();

    /**
     * Checks the settings against the size of the data, before the long work.
     *
     * @param images to train on
     * @param outputs at least so many, where nothing more is known yet
     * @throws org.convolex.data.InvalidInputException if they do not fit, or memory does not suffice
     */
    void check(ImageShape shape, int images, int outputs);

    /** For {@code --estimate-only}: how much memory and about how much time it would take. */
    Fields estimate(TrainingImages images, Workers workers);

    /**
     * Trains.
     *
     * @param data what the provenance calls the training images
     * @throws org.convolex.data.InvalidInputException if the images cannot be learned from
     */
    MethodSummary train(TrainingImages images, String data, TrainingListener listener, Workers workers);
}
