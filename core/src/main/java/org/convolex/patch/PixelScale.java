package org.convolex.patch;

import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;

/** What brings the pixels of training images to -1..1. */
public final class PixelScale {
    private PixelScale() {}

    /**
     * 1 / (largest absolute pixel).
     *
     * @throws InvalidInputException if every pixel of every image is the same, so that nothing can be learned, or all are so
     *     small that they cannot be scaled to 1
     */
    public static float fit(Dataset training) {
        float[] image = new float[training.shape().size()];
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < training.size(); i++) {
            training.copyImage(i, image, 0);
            for (float pixel : image) {
                smallest = Math.min(smallest, pixel);
                largest = Math.max(largest, pixel);
            }
        }
        return of(smallest, largest, training.size());
    }

    /**
     * The scale of pixels whose range is known.
     *
     * @param smallest pixel of all images
     * @param largest pixel of all images
     * @param images how many there are
     * @throws InvalidInputException as {@link #fit}
     */
    public static float of(float smallest, float largest, long images) {
        if (smallest == largest) {
            throw new InvalidInputException("all " + images + " training images are constant: every pixel is "
                    + smallest + ", the variance is 0");
        }
        float scale = 1 / Math.max(Math.abs(smallest), Math.abs(largest));
        if (Float.isInfinite(scale)) {
            throw new InvalidInputException("pixels are in " + smallest + ".." + largest
                    + ", too small for single precision: multiply them by a constant");
        }
        return scale;
    }
}
