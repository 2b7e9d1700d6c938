package org.convolex.bench.relaxation;

import java.util.SplittableRandom;
import org.convolex.data.Dataset;
import org.convolex.patch.PixelScale;

/**
 * Digits, each turned by an angle of its own.
 *
 * @param pixels 0..1, one row an image
 * @param angles in degrees, counter-clockwise
 * @param side pixels along an edge
 */
record RotatedDigits(double[][] pixels, double[] angles, int side) {
    /** Angles lie between minus this and this. */
    static final double LARGEST_ANGLE = 45;

    /** Turns images about their centre, by angles of equal chances, with linear interpolation. */
    static RotatedDigits of(Dataset images, int from, int to, long seed) {
        int side = images.shape().width();
        float scale = PixelScale.fit(images);
        double[][] pixels = new double[to - from][];
        double[] angles = new double[to - from];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < angles.length; i++) {
            angles[i] = LARGEST_ANGLE * (2 * random.nextDouble() - 1);
            pixels[i] = turned(images.image(from + i), side, Math.toRadians(angles[i]));
            for (int p = 0; p < pixels[i].length; p++) {
                pixels[i][p] *= scale;
            }
        }
        return new RotatedDigits(pixels, angles, side);
    }

    /** Less the mean of each pixel of some images: responses of a filter then have both signs, so that rectifiers matter. */
    RotatedDigits centred(RotatedDigits training) {
        double[] means = new double[side * side];
        for (double[] image : training.pixels) {
            for (int p = 0; p < means.length; p++) {
                means[p] += image[p] / training.pixels.length;
            }
        }
        double[][] centred = new double[pixels.length][means.length];
        for (int i = 0; i < pixels.length; i++) {
            for (int p = 0; p < means.length; p++) {
                centred[i][p] = pixels[i][p] - means[p];
            }
        }
        return new RotatedDigits(centred, angles, side);
    }

    static double[] turned(float[] image, int side, double angle) {
        double centre = (side - 1) / 2.0;
        double cosine = Math.cos(angle);
        double sine = Math.sin(angle);
        double[] turned = new double[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double fromX = centre + cosine * (x - centre) - sine * (y - centre);
                double fromY = centre + sine * (x - centre) + cosine * (y - centre);
                int left = (int) Math.floor(fromX);
                int top = (int) Math.floor(fromY);
                double right = fromX - left;
                double below = fromY - top;
                turned[y * side + x] = (1 - below)
                                * ((1 - right) * at(image, side, left, top) + right * at(image, side, left + 1, top))
                        + below
                                * ((1 - right) * at(image, side, left, top + 1)
                                        + right * at(image, side, left + 1, top + 1));
            }
        }
        return turned;
    }

    private static double at(float[] image, int side, int x, int y) {
        return x >= 0 && y >= 0 && x < side && y < side ? image[y * side + x] : 0;
    }
}
