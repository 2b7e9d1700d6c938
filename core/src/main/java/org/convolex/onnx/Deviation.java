package org.convolex.onnx;

import java.util.OptionalInt;

/**
 * How far the scores of an exported file are from those of its model.
 *
 * @param images that were compared
 * @param largest difference of two scores
 * @param relative the same as a share of the model's largest score by size; 0 where both are 0
 * @param flips images whose class is another one; empty for real targets
 * @param runtime what computed the file's scores
 */
public record Deviation(int images, double largest, double relative, OptionalInt flips, String runtime) {

    /** @param expected the scores of the model */
    static Deviation between(float[] expected, float[] found, int images, OptionalInt flips, String runtime) {
        double largest = 0;
        double size = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) found[i] - expected[i]);
            // a score that is not a number is no agreement
            largest = Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
            size = Math.max(size, Math.abs(expected[i]));
        }
        return new Deviation(images, largest, largest == 0 ? 0 : largest / size, flips, runtime);
    }
}
