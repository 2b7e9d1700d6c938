package org.convolex.bench.table1;

import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;

/** The embedded digits, each pixel three times as wide and high: large enough for two layers of 5 x 5 patches. */
final class LargeDigits {
    private static final int FACTOR = 3;

    private LargeDigits() {}

    /** 600 to train, 200 to choose, 300 to test on. */
    static Task task(Workers workers) {
        Dataset digits = DataSources.open("digits").train().load();
        return new Task(part(digits, 0, 600), part(digits, 600, 200), part(digits, 800, 300), Effort.QUICK, workers);
    }

    private static Dataset part(Dataset digits, int from, int count) {
        int side = digits.shape().width() * FACTOR;
        float[][] images = new float[count][side * side];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            float[] small = digits.image(from + i);
            for (int pixel = 0; pixel < images[i].length; pixel++) {
                int row = pixel / side / FACTOR;
                int column = pixel % side / FACTOR;
                images[i][pixel] = small[row * digits.shape().width() + column] * 15;
            }
            labels[i] = digits.label(from + i);
        }
        return Dataset.of(new ImageShape(1, side, side), images, labels, digits.classes());
    }
}
