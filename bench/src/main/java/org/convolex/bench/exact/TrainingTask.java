package org.convolex.bench.exact;

import org.convolex.data.DataSources;
import org.convolex.data.DataSplit;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;

/**
 * Images to train and to test on, and the weight decay that is set for them.
 *
 * @param name in files
 * @param title in words
 * @param patch side of patches
 * @param train first images of the training set
 * @param test all test images
 * @param beta weight decay on the sum of losses
 */
record TrainingTask(String name, String title, int patch, Dataset train, Dataset test, double beta) {
    /** Of all images that are trained on: that of the digits that come with the library. */
    static final int SMALLEST_SIDE = 8;

    /** Guesses, for a beta that serves every method alike; {@code --beta} tries others. */
    private static final double TWO_DIGITS_BETA = 0.05;

    private static final double DIGITS_BETA = 0.05;

    /** 3 against 8 of a folder in MNIST's layout, images averaged 2 x 2. */
    static TrainingTask twoDigits(String data, int patch, int images, double beta) {
        DataSplit split = DataSources.open(data);
        Dataset train = split.train().load();
        Dataset test = split.test()
                .orElseThrow(() -> new InvalidInputException(data + ": there are no test images"))
                .load();
        return new TrainingTask(
                "mnist-3-8-patch-" + patch,
                "MNIST 3 against 8, " + patches(patch),
                patch,
                TwoDigits.of(train, images, 2),
                TwoDigits.of(test, test.size(), 2),
                Double.isNaN(beta) ? TWO_DIGITS_BETA : beta);
    }

    /** The digits that come with the library, ten classes. */
    static TrainingTask digits(int patch, int images, double beta) {
        DataSplit split = DataSources.open("digits");
        return new TrainingTask(
                "digits-patch-" + patch,
                "digits, " + patches(patch),
                patch,
                split.train().load(images),
                split.test().orElseThrow().load(),
                Double.isNaN(beta) ? DIGITS_BETA : beta);
    }

    private static String patches(int side) {
        return side + " x " + side + " patches";
    }
}
