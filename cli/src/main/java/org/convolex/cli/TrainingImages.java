package org.convolex.cli;

import org.convolex.data.DataSource;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The images of a training: those to learn from, to choose settings on, and to test on.
 *
 * @param training with ground truth
 * @param validation with ground truth in the terms of the training images; or null to hold out some of these
 * @param test with ground truth in the terms of the training images; or null
 */
record TrainingImages(
        Dataset training,
        @Nullable Dataset validation,
        @Nullable Dataset test) {

    /**
     * Where the images come from; only sizes are known yet.
     *
     * @param limit on the training images
     */
    record Sources(
            DataSource training,
            int limit,
            @Nullable DataSource validation,
            @Nullable DataSource test) {

        /** Checks what can be checked before anything is loaded. */
        Sources {
            requireLabels(training);
            if (validation != null) {
                requireLabels(validation);
                requireShape(validation, training);
            }
            if (test != null) {
                requireLabels(test);
                requireShape(test, training);
            }
        }

        /** Training images that will be loaded. */
        int size() {
            return Math.min(limit, training.size());
        }

        TrainingImages load() {
            Dataset images = training.load(limit);
            return new TrainingImages(images, like(images, validation), like(images, test));
        }

        private static @Nullable Dataset like(Dataset training, @Nullable DataSource source) {
            if (source == null) {
                return null;
            }
            Dataset images = source.load();
            return Named.input(source.name(), () -> images.agreeingWith(training));
        }

        private static void requireLabels(DataSource source) {
            if (source.task().isEmpty()) {
                throw new InvalidInputException(source.name() + ": the images have no labels, training needs them");
            }
        }

        private static void requireShape(DataSource source, DataSource training) {
            if (!source.shape().equals(training.shape())) {
                throw new InvalidInputException(source.name() + ": images of " + source.shape() + ", but "
                        + training.name() + " has images of " + training.shape());
            }
        }
    }
}
