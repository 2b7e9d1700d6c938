package org.convolex.convotron;

import java.util.Locale;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.jspecify.annotations.Nullable;

/**
 * How the pixels of an image become the numbers x of a sample: {@code (pixel - mean) / deviation}, all by the same two numbers, then
 * whitened if asked for. Immutable and safe for use from many threads.
 *
 * @param image shape of the images
 * @param mean that is taken off
 * @param deviation that is divided by, above 0
 * @param whitening of what comes of that; null for none
 */
public record InputView(
        ImageShape image,
        double mean,
        double deviation,
        @Nullable Whitening whitening) {

    /**
     * @throws InvalidInputException if mean or deviation are not finite, the deviation is not above 0, or the whitening is of
     *     samples of another length
     */
    public InputView {
        if (!Double.isFinite(mean) || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("mean and deviation of the pixels must be finite, the deviation > 0, got "
                    + mean + " and " + deviation);
        }
        if (whitening != null && whitening.report().inputs() != image.size()) {
            throw new InvalidInputException("a whitening of "
                    + whitening.report().inputs() + " numbers, but images of " + image + " have " + image.size());
        }
    }

    /**
     * Pixels brought to mean 0 and variance 1 over all images.
     *
     * @throws InvalidInputException if all pixels are the same
     */
    public static InputView standardized(Dataset images) {
        double[] moments = moments(images);
        double deviation = Math.sqrt(moments[1] - moments[0] * moments[0]);
        if (!(deviation > 0)) {
            throw new InvalidInputException("all pixels are " + moments[0] + ": there is nothing to learn from");
        }
        return new InputView(images.shape(), moments[0], deviation, null);
    }

    /**
     * Numbers brought to a mean square of 1 over all images, and left where they are: a network of homogeneous activations on the
     * numbers themselves is one on these, which a shift would spoil.
     *
     * @throws InvalidInputException if all numbers are 0
     */
    public static InputView scaled(Dataset images) {
        double deviation = Math.sqrt(moments(images)[1]);
        if (!(deviation > 0)) {
            throw new InvalidInputException("all numbers are 0: there is nothing to learn from");
        }
        return new InputView(images.shape(), 0, deviation, null);
    }

    /** Pixels as they are. */
    static InputView plain(ImageShape image) {
        return new InputView(image, 0, 1, null);
    }

    /** Mean and mean square of all pixels. */
    private static double[] moments(Dataset images) {
        float[] pixels = new float[images.shape().size()];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < images.size(); i++) {
            images.copyImage(i, pixels, 0);
            for (float pixel : pixels) {
                sum += pixel;
                squares += (double) pixel * pixel;
            }
        }
        double count = (double) images.size() * pixels.length;
        return new double[] {sum / count, squares / count};
    }

    /** This one with what it gives whitened. */
    public InputView whitened(Whitening value) {
        return new InputView(image, mean, deviation, value);
    }

    /**
     * The numbers of a sample.
     *
     * @param pixels of one image
     * @return x, in a new array
     */
    double[] sample(float[] pixels) {
        double[] standardized = new double[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            standardized[i] = (pixels[i] - mean) / deviation;
        }
        if (whitening == null) {
            return standardized;
        }
        double[] whitened = new double[pixels.length];
        whitening.apply(standardized, whitened);
        return whitened;
    }

    /** Samples of all images, in single precision: what is read again and again need be whitened once. */
    Dataset samples(Dataset images, Workers workers) {
        float[][] samples = new float[images.size()][];
        workers.forEachChunk(samples.length, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                double[] x = sample(images.image(i));
                samples[i] = new float[x.length];
                for (int k = 0; k < x.length; k++) {
                    samples[i][k] = (float) x[k];
                }
            }
        });
        return images.withImages(image, samples);
    }

    /** For instance {@code "(pixel - 4.88) / 6.02, whitened"}. */
    public String words() {
        return String.format(
                Locale.ROOT,
                mean == 0 ? "pixel / %2$.4g%3$s" : "(pixel - %1$.4g) / %2$.4g%3$s",
                mean,
                deviation,
                whitening == null ? "" : ", whitened");
    }
}
