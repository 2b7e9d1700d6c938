package org.convolex.exact;

import java.util.Arrays;
import org.convolex.data.ImageShape;
import org.convolex.network.FilterNorm;

/**
 * The real orthonormal Fourier basis of images of one channel: for each frequency pair (f, -f) its cosine and its sine, for a
 * frequency that is its own negative the cosine alone. Circular convolution acts on each of these groups by itself.
 *
 * <p>With F the unitary transform, a pair's coordinates (a, b) have {@code |z_f| = |z_-f| = |(a, b)| / sqrt 2}, so that
 * {@code |F z|_1 / sqrt d = sum over pairs sqrt(2 / d) |(a, b)| + sum over singles |a| / sqrt d}: {@link #norm}.
 *
 * <p>Immutable by convention. Memory 8 d^2 bytes.
 *
 * @param image of one channel
 * @param vectors row j is basis vector j, d numbers
 * @param norm {@code |F z|_1 / sqrt d} in these coordinates
 */
record FourierBasis(ImageShape image, double[][] vectors, FilterNorm norm) {

    /** @throws IllegalArgumentException if the images have several channels */
    static FourierBasis of(ImageShape image) {
        if (image.channels() != 1) {
            throw new IllegalArgumentException("FourierBasis: images must have one channel, got " + image);
        }
        int height = image.height();
        int width = image.width();
        int size = height * width;
        double[][] vectors = new double[size][];
        int[] ends = new int[size];
        double[] weights = new double[size];
        int next = 0;
        int groups = 0;
        for (int p = 0; p < height; p++) {
            for (int q = 0; q < width; q++) {
                int negative = (height - p) % height * width + (width - q) % width;
                int own = p * width + q;
                if (own > negative) {
                    continue;
                }
                boolean single = own == negative;
                double scale = Math.sqrt((single ? 1.0 : 2.0) / size);
                vectors[next++] = wave(height, width, p, q, scale, 0);
                if (!single) {
                    vectors[next++] = wave(height, width, p, q, scale, -Math.PI / 2);
                }
                ends[groups] = next;
                weights[groups++] = scale;
            }
        }
        return new FourierBasis(
                image, vectors, new FilterNorm(Arrays.copyOf(ends, groups), Arrays.copyOf(weights, groups)));
    }

    private static double[] wave(int height, int width, int p, int q, double scale, double phase) {
        double[] wave = new double[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double turns = (double) (p * y % height) / height + (double) (q * x % width) / width;
                wave[y * width + x] = scale * Math.cos(2 * Math.PI * turns + phase);
            }
        }
        return wave;
    }

    /** The coordinates of an image. Cost 2 d^2 flops. */
    double[] coordinates(double[] pixels, double[] target, int at) {
        for (int j = 0; j < vectors.length; j++) {
            double sum = 0;
            for (int i = 0; i < pixels.length; i++) {
                sum += vectors[j][i] * pixels[i];
            }
            target[at + j] = sum;
        }
        return target;
    }

    /** The image of coordinates. */
    double[] pixels(double[] coordinates) {
        double[] pixels = new double[coordinates.length];
        for (int j = 0; j < vectors.length; j++) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] += coordinates[j] * vectors[j][i];
            }
        }
        return pixels;
    }
}
