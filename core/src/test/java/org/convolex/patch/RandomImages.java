package org.convolex.patch;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;

/** Small random images whose classes can be told apart: each class has its own blurred pattern, with noise on top. */
public final class RandomImages {
    private RandomImages() {}

    /** Labels run 0, 1, .., classes - 1, 0, 1, .. */
    public static Dataset of(ImageShape shape, int images, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] patterns = new double[classes][shape.size()];
        for (double[] pattern : patterns) {
            double last = 0;
            for (int i = 0; i < pattern.length; i++) {
                last = 0.5 * last + random.nextGaussian();
                pattern[i] = last;
            }
        }
        float[][] pixels = new float[images][shape.size()];
        int[] labels = new int[images];
        for (int i = 0; i < images; i++) {
            labels[i] = i % classes;
            for (int j = 0; j < shape.size(); j++) {
                pixels[i][j] = (float) (patterns[labels[i]][j] + 0.5 * random.nextGaussian());
            }
        }
        return Dataset.of(shape, pixels, labels, classes);
    }

    /** Every pixel of image i is {@code levels[i]}. */
    public static Dataset flat(ImageShape shape, float... levels) {
        float[][] pixels = new float[levels.length][shape.size()];
        int[] labels = new int[levels.length];
        for (int i = 0; i < levels.length; i++) {
            Arrays.fill(pixels[i], levels[i]);
            labels[i] = i % 2;
        }
        return Dataset.of(shape, pixels, labels, 2);
    }
}
