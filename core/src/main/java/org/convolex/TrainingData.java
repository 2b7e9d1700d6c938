package org.convolex;

import org.convolex.data.Dataset;
import org.convolex.data.GroundTruth;
import org.convolex.data.InvalidInputException;
import org.convolex.data.Task;
import org.jspecify.annotations.Nullable;

/** What images must offer to be learned from, and which of them a model was trained on. */
public final class TrainingData {
    private TrainingData() {}

    /**
     * @throws InvalidInputException if the validation images have no ground truth, or another shape than the training images
     */
    public static void requireSameKind(Dataset validation, Dataset training) {
        if (validation.truth() == null) {
            throw new InvalidInputException("the validation images have no labels");
        }
        if (!validation.shape().equals(training.shape())) {
            throw new InvalidInputException(
                    "validation images are " + validation.shape() + ", but training images are " + training.shape());
        }
    }

    /**
     * That targets differ, {@link Outputs#of} sees to.
     *
     * @throws InvalidInputException if there is no ground truth, fewer than two images, or only one label
     */
    public static void requireLearnable(Dataset images) {
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

    /**
     * As many of the first images as the model was trained on, if they are the ones.
     *
     * @param images from the source that the model was trained on
     * @throws InvalidInputException if their shape, number, ground truth or hash is not what the model's provenance says
     */
    public static Dataset selection(Model model, Dataset images) {
        int samples = model.provenance().samples();
        if (!images.shape().equals(model.imageShape())) {
            throw new InvalidInputException(
                    "images are " + images.shape() + ", but the model was trained on " + model.imageShape());
        }
        if (images.size() < samples) {
            throw new InvalidInputException(
                    images.size() + " images, but the model was trained on the first " + samples);
        }
        Dataset training = images.head(samples);
        requireSameTruth(model, training.truth());
        if (!training.hash().equals(model.provenance().dataHash())) {
            throw new InvalidInputException("these are not the images that the model was trained on ("
                    + model.provenance().data() + "): SHA-256 " + training.hash() + ", expected "
                    + model.provenance().dataHash());
        }
        return training;
    }

    private static void requireSameTruth(Model model, @Nullable GroundTruth truth) {
        boolean real = model.outputs() instanceof RealOutputs;
        if (truth == null) {
            throw new InvalidInputException("the images have no " + (real ? "targets" : "labels"));
        }
        GroundTruth.requireTask(truth, real ? Task.REGRESSION : Task.CLASSIFICATION);
        if (!truth.names().equals(model.outputs().names())) {
            throw new InvalidInputException("the " + (real ? "targets" : "classes") + " are " + truth.names()
                    + ", but the model was trained on " + model.outputs().names());
        }
    }
}
