package org.convolex.bench.table1;

import org.convolex.data.Dataset;

/** Images of mean 0 and variance 1 each, with their labels. Immutable. */
final class NormalizedImages {
    /** Keeps an image of one colour from being divided by zero; pixels are 0..255. */
    private static final double LEAST_DEVIATION = 1;

    private final float[][] images;
    private final int[] labels;

    private NormalizedImages(float[][] images, int[] labels) {
        this.images = images;
        this.labels = labels;
    }

    static NormalizedImages of(Dataset given) {
        float[][] images = new float[given.size()][];
        int[] labels = new int[given.size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = given.image(i);
            normalize(images[i]);
            labels[i] = given.label(i);
        }
        return new NormalizedImages(images, labels);
    }

    private static void normalize(float[] image) {
        double mean = 0;
        for (float pixel : image) {
            mean += pixel / image.length;
        }
        double variance = 0;
        for (float pixel : image) {
            variance += (pixel - mean) * (pixel - mean) / image.length;
        }
        double deviation = Math.max(LEAST_DEVIATION, Math.sqrt(variance));
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) ((image[i] - mean) / deviation);
        }
    }

    int size() {
        return images.length;
    }

    /** The pixels of the images at places {@code from .. from + count - 1} of an order, one after the other. */
    float[] pixels(int[] order, int from, int count) {
        int length = images[0].length;
        float[] pixels = new float[count * length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(images[order[from + i]], 0, pixels, i * length, length);
        }
        return pixels;
    }

    /** Their labels, as floats: what the loss takes. */
    float[] labels(int[] order, int from, int count) {
        float[] chosen = new float[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = labels[order[from + i]];
        }
        return chosen;
    }
}
