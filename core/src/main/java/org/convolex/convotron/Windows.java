package org.convolex.convotron;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;

/**
 * Where the patches of a sample lie: patch j holds the coordinates {@code starts[j] + offsets[l]}. Signals have windows of r
 * neighbouring numbers, images squares of r x r pixels, both at the same stride along every axis.
 *
 * <p>Immutable by convention: the arrays are not copied and must not change.
 *
 * @param inputs d, the numbers of a sample
 * @param starts first coordinate of each of k patches
 * @param offsets of a patch's numbers from its first
 * @param inner those of a patch's numbers that no other patch has, as positions in {@code offsets}
 */
public record Windows(int inputs, int[] starts, int[] offsets, int[] inner) {

    /**
     * The windows of signals.
     *
     * @param inputs d
     * @param size r
     * @param stride s, above r / 2, so that each patch has numbers of its own
     * @throws InvalidInputException if the sizes do not fit, with the bound that is broken
     */
    public static Windows ofSignals(int inputs, int size, int stride) {
        return of(new ImageShape(1, 1, inputs), size, stride);
    }

    /**
     * The windows of images of one channel, whose strides along both axes are the same.
     *
     * @param height of the image
     * @param width of the image
     * @param size r, the side of a patch
     * @param stride s, above r / 2
     * @throws InvalidInputException if the sizes do not fit, with the bound that is broken
     */
    public static Windows ofImages(int height, int width, int size, int stride) {
        return of(new ImageShape(1, height, width), size, stride);
    }

    /**
     * The windows of images, each over all channels; signals are images of height 1.
     *
     * @param size r, the side of a patch
     * @param stride s, above r / 2
     * @throws InvalidInputException if the sizes do not fit, with the bound that is broken
     */
    public static Windows of(ImageShape image, int size, int stride) {
        int columns = count(image.width(), size, stride);
        int rows = image.height() == 1 ? 1 : count(image.height(), size, stride);
        int tall = image.height() == 1 ? 1 : size;
        int[] starts = new int[rows * columns];
        for (int j = 0; j < starts.length; j++) {
            starts[j] = (j / columns * image.width() + j % columns) * stride;
        }
        int[] offsets = new int[image.channels() * tall * size];
        IntStream.Builder inner = IntStream.builder();
        for (int l = 0; l < offsets.length; l++) {
            int channel = l / (tall * size);
            int y = l / size % tall;
            int x = l % size;
            offsets[l] = (channel * image.height() + y) * image.width() + x;
            if (own(x, size, stride) && (tall == 1 || own(y, size, stride))) {
                inner.add(l);
            }
        }
        return new Windows(image.size(), starts, offsets, inner.build().toArray());
    }

    static int count(int inputs, int size, int stride) {
        if (size < 1 || size > inputs) {
            throw new InvalidInputException("filter size must be in 1.." + inputs + ", got " + size);
        }
        if (stride < size / 2 + 1 || stride > size) {
            throw new InvalidInputException("stride must be in " + (size / 2 + 1) + ".." + size
                    + " for filters of size " + size + ", so that every patch has numbers of its own, got " + stride);
        }
        if ((inputs - size) % stride != 0) {
            throw new InvalidInputException("windows of size " + size + " at stride " + stride + " leave "
                    + (inputs - size) % stride + " of " + inputs + " numbers uncovered: d - r must be a multiple of s");
        }
        return (inputs - size) / stride + 1;
    }

    /** Whether this place of a window along one axis is in no other window: from r - s to s - 1. */
    private static boolean own(int place, int size, int stride) {
        return place >= size - stride && place < stride;
    }

    /** k. */
    public int patches() {
        return starts.length;
    }

    /** The numbers of a filter. */
    public int size() {
        return offsets.length;
    }

    /** The output weights of average pooling, 1 / k each. */
    public double[] average() {
        double[] weights = new double[patches()];
        Arrays.fill(weights, 1.0 / weights.length);
        return weights;
    }

    /** Whether patches share numbers. */
    public boolean overlap() {
        return inner.length < offsets.length;
    }

    /** The windows of the numbers that no other patch has. */
    public Windows nonOverlapping() {
        int[] own = new int[inner.length];
        int[] all = new int[inner.length];
        for (int l = 0; l < own.length; l++) {
            own[l] = offsets[inner[l]];
            all[l] = l;
        }
        return new Windows(inputs, starts, own, all);
    }

    /**
     * The matrix P_a of {@code E[(sum_j a_j P_j x)(sum_j a_j P_j x)^T] = sum_ij a_i a_j P_i P_j^T} for x of identity covariance,
     * row-major. Theorem A.2 bounds its eigenvalues for |a| = 1.
     */
    public double[] covariance(double[] weights) {
        int size = size();
        double[][] selected = new double[size][inputs];
        for (int l = 0; l < size; l++) {
            for (int j = 0; j < starts.length; j++) {
                selected[l][starts[j] + offsets[l]] += weights[j];
            }
        }
        double[] covariance = new double[size * size];
        for (int l = 0; l < size; l++) {
            for (int m = 0; m < size; m++) {
                for (int i = 0; i < inputs; i++) {
                    covariance[l * size + m] += selected[l][i] * selected[m][i];
                }
            }
        }
        return covariance;
    }
}
