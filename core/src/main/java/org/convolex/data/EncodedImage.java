package org.convolex.data;

/**
 * The content of a PNG or JPEG file, as a model's image: read as folders of images are, grey as one channel, all else as three.
 * Immutable and safe for use from many threads.
 */
public final class EncodedImage {
    private final String name;
    private final ImageFile image;

    private EncodedImage(String name, ImageFile image) {
        this.name = name;
        this.image = image;
    }

    /**
     * Decodes an image.
     *
     * @param name what to call it in messages
     * @throws InvalidInputException if the content is neither PNG nor JPEG, is damaged, or has more than 2^24 pixels
     */
    public static EncodedImage decode(String name, byte[] content) {
        return new EncodedImage(name, ImageFile.decode(name, content));
    }

    /**
     * The image as it is.
     *
     * @param white what the largest sample, 255, becomes; 255 leaves all as they are
     * @throws InvalidInputException if it has another shape
     */
    public Dataset as(ImageShape shape, double white) {
        if (!image.shape().equals(shape)) {
            throw new InvalidInputException(
                    name + ": of " + image.shape() + ", but the model takes images of " + shape);
        }
        return Dataset.unlabelled(shape, new float[][] {scaled(pixels(), white)});
    }

    /**
     * The image brought to a shape, as {@link FittedPixels} has it.
     *
     * @param white what the largest sample, 255, becomes
     * @throws InvalidInputException if a shape has neither one channel nor three, and the two have not the same number
     */
    public Dataset fitted(ImageShape shape, double white) {
        return Dataset.unlabelled(shape, new float[][] {scaled(FittedPixels.of(pixels(), image.shape(), shape), white)
        });
    }

    private float[] pixels() {
        float[] pixels = new float[image.shape().size()];
        new Pixels.Bytes(new byte[][] {image.pixels()}).copy(0, pixels, 0);
        return pixels;
    }

    private static float[] scaled(float[] pixels, double white) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (pixels[i] * (white / 255));
        }
        return pixels;
    }
}
