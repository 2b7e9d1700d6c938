package org.convolex.bench.exact;

import java.util.stream.IntStream;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;

/** The threes and eights of a set of digits, as classes 0 and 1. */
final class TwoDigits {
    private static final int FIRST = 3;
    private static final int SECOND = 8;

    private TwoDigits() {}

    /**
     * The first images of the two digits.
     *
     * @param digits labelled 0..9
     * @param block side of the squares of pixels that are averaged to one; 1 leaves images as they are
     */
    static Dataset of(Dataset digits, int most, int block) {
        int[] chosen = IntStream.range(0, digits.size())
                .filter(i -> digits.label(i) == FIRST || digits.label(i) == SECOND)
                .limit(most)
                .toArray();
        ImageShape shape = digits.shape();
        int height = shape.height() / block;
        int width = shape.width() / block;
        float[][] images = new float[chosen.length][height * width];
        int[] labels = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            float[] image = digits.image(chosen[i]);
            for (int y = 0; y < height * block; y++) {
                for (int x = 0; x < width * block; x++) {
                    images[i][y / block * width + x / block] += image[y * shape.width() + x] / (block * block);
                }
            }
            labels[i] = digits.label(chosen[i]) == FIRST ? 0 : 1;
        }
        return Dataset.of(new ImageShape(1, height, width), images, labels, 2);
    }
}
