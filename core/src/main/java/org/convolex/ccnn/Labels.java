package org.convolex.ccnn;

import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;

/** What a data set must offer to be learned from. That targets differ, {@link org.convolex.Outputs#of} sees to. */
final class Labels {
    private Labels() {}

    static int[] of(Dataset images) {
        int[] labels = new int[images.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.label(i);
        }
        return labels;
    }

    /**
     * @throws InvalidInputException if the validation images have no ground truth, or another shape than the training images
     */
    static void requireSameKind(Dataset validation, Dataset training) {
        if (validation.truth() == null) {
            throw new InvalidInputException("the validation images have no labels");
        }
        if (!validation.shape().equals(training.shape())) {
            throw new InvalidInputException(
                    "validation images are " + validation.shape() + ", but training images are " + training.shape());
        }
    }

    /**
     * @throws InvalidInputException if there is no ground truth, fewer than two images, or only one label
     */
    static void requireLearnable(Dataset images) {
        if (images.truth() == null) {
            throw new InvalidInputException("the training images have no labels");
        }
        if (images.size() < 2) {
            throw new InvalidInputException("training needs at least 2 images, got " + images.size());
        }
        if (!images.labelled()) {
            return;
        }
        int first = images.label(0);
        for (int i = 1; i < images.size(); i++) {
            if (images.label(i) != first) {
                return;
            }
        }
        throw new InvalidInputException("all " + images.size() + " training labels are equal ('"
                + images.classNames().get(first) + "'): there is nothing to tell apart");
    }
}
