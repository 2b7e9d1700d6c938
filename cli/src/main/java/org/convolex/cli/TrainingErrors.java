package org.convolex.cli;

import org.convolex.Evaluation;
import org.convolex.ccnn.TrainedCnn;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.jspecify.annotations.Nullable;

/**
 * How a model does on the images it was trained and tested on; NaN where not known.
 *
 * @param train share of mistakes on all training images
 * @param valid the same on validation images: where settings were chosen, while these were held out
 * @param test the same on test images
 * @param seconds that it took to find out
 */
record TrainingErrors(double train, double valid, double test, double seconds) {

    /** Nothing is known but what the training itself found. */
    static TrainingErrors unknown(TrainedCnn trained) {
        return new TrainingErrors(Double.NaN, trained.validError(), Double.NaN, 0);
    }

    static TrainingErrors of(TrainedCnn trained, TrainingImages images, Workers workers) {
        long start = System.nanoTime();
        double train = error(trained, images.training(), workers);
        double valid = Double.isNaN(trained.validError())
                ? error(trained, images.validation(), workers)
                : trained.validError();
        double test = error(trained, images.test(), workers);
        return new TrainingErrors(train, valid, test, (System.nanoTime() - start) * 1e-9);
    }

    private static double error(TrainedCnn trained, @Nullable Dataset images, Workers workers) {
        return images == null
                ? Double.NaN
                : Evaluation.of(trained.model(), images, workers).error();
    }
}
