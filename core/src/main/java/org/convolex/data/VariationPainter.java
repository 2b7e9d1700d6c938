package org.convolex.data;

import java.util.SplittableRandom;

/**
 * Turns a digit, and puts it on a background. The brighter of digit and background wins at each pixel: the digit's soft edges
 * blend in, and no halo of black tells where it is.
 */
final class VariationPainter {
    private final ImageShape shape;
    private final Photographs photographs;

    VariationPainter(ImageShape shape, Photographs photographs) {
        this.shape = shape;
        this.photographs = photographs;
    }

    /** A new image; the random numbers decide angle and background alone. */
    byte[] paint(byte[] digit, MnistVariation variation, SplittableRandom random) {
        byte[] image = variation.turned()
                ? turned(digit, shape.height(), shape.width(), 2 * Math.PI * random.nextDouble())
                : digit.clone();
        switch (variation.background()) {
            case NONE -> {}
            case NOISE -> brighten(image, noise(random));
            case PHOTOGRAPH -> brighten(image, photographs.piece(shape, random));
        }
        return image;
    }

    private byte[] noise(SplittableRandom random) {
        byte[] noise = new byte[shape.size()];
        random.nextBytes(noise);
        return noise;
    }

    private static void brighten(byte[] image, byte[] background) {
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) Math.max(image[i] & 0xFF, background[i] & 0xFF);
        }
    }

    /**
     * An image turned counter-clockwise about its centre, with bilinear interpolation, on black.
     *
     * @param angle in radians
     */
    static byte[] turned(byte[] image, int height, int width, double angle) {
        double cosine = StrictMath.cos(angle); // strict: the same bytes on every machine
        double sine = StrictMath.sin(angle);
        double centreY = (height - 1) / 2.0;
        double centreX = (width - 1) / 2.0;
        byte[] turned = new byte[image.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double fromY = centreY + sine * (x - centreX) + cosine * (y - centreY);
                double fromX = centreX + cosine * (x - centreX) - sine * (y - centreY);
                turned[y * width + x] = (byte) Math.round(interpolated(image, height, width, fromY, fromX));
            }
        }
        return turned;
    }

    private static double interpolated(byte[] image, int height, int width, double y, double x) {
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        double down = y - top;
        double right = x - left;
        return (1 - down) * (1 - right) * pixel(image, height, width, top, left)
                + (1 - down) * right * pixel(image, height, width, top, left + 1)
                + down * (1 - right) * pixel(image, height, width, top + 1, left)
                + down * right * pixel(image, height, width, top + 1, left + 1);
    }

    private static int pixel(byte[] image, int height, int width, int y, int x) {
        return y < 0 || y >= height || x < 0 || x >= width ? 0 : image[y * width + x] & 0xFF;
    }
}
