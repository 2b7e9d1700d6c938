package org.convolex.convotron;

import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;

/**
 * Size and stride of the windows, the same along both axes of an image.
 *
 * @param size r
 * @param stride s
 */
public record WindowSize(int size, int stride) {
    /** For a number that is to follow from the images. */
    public static final int AUTO = 0;

    /** What a patch is, where nothing is said of it, and what it is for small images. */
    private static final int USUAL = 5;

    private static final int SMALL = 3;
    private static final int SHORT_SIDE = 16;

    /**
     * The windows that are asked for.
     *
     * @param size r; AUTO: the least from 5 on (3 where a side is below 16) that fits with some stride
     * @param stride s; AUTO: the longest that fits, so that a patch has as many numbers of its own as it can
     * @throws InvalidInputException if nothing fits
     */
    static WindowSize fit(ImageShape image, int size, int stride) {
        if (size == AUTO) {
            return smallest(image, stride);
        }
        if (stride == AUTO && size <= shortSide(image)) {
            int longest = longestStride(image, size);
            if (longest == AUTO) {
                throw new InvalidInputException(
                        "no stride in " + (size / 2 + 1) + ".." + size + " leads filters of size "
                                + size + " across images of " + image + " without a rest: take another size, such as "
                                + smallest(image, AUTO).size());
            }
            return new WindowSize(size, longest);
        }
        return new WindowSize(size, stride);
    }

    private static WindowSize smallest(ImageShape image, int stride) {
        int side = shortSide(image);
        for (int size = Math.min(side, side < SHORT_SIDE ? SMALL : USUAL); size <= side; size++) {
            int found = stride == AUTO ? longestStride(image, size) : stride;
            if (found != AUTO && fits(image, size, found)) {
                return new WindowSize(size, found);
            }
        }
        throw new InvalidInputException("no filter size from " + SMALL + " on fits images of " + image + " at stride "
                + stride + ": give the size");
    }

    /** AUTO if there is none. */
    private static int longestStride(ImageShape image, int size) {
        for (int stride = size; stride > size / 2; stride--) {
            if (fits(image, size, stride)) {
                return stride;
            }
        }
        return AUTO;
    }

    private static boolean fits(ImageShape image, int size, int stride) {
        return stride > size / 2
                && stride <= size
                && (image.width() - size) % stride == 0
                && (image.height() == 1 || (image.height() - size) % stride == 0);
    }

    private static int shortSide(ImageShape image) {
        return image.height() == 1 ? image.width() : Math.min(image.height(), image.width());
    }

    /**
     * k, the windows of an image.
     *
     * @throws InvalidInputException if the sizes do not fit, with the bound that is broken
     */
    public int patches(ImageShape image) {
        int columns = Windows.count(image.width(), size, stride);
        return image.height() == 1 ? columns : columns * Windows.count(image.height(), size, stride);
    }

    /** The numbers of a window that fits. */
    public int numbers(ImageShape image) {
        return image.channels() * size * (image.height() == 1 ? 1 : size);
    }

    /**
     * The windows of such images.
     *
     * @throws InvalidInputException if the sizes do not fit, with the bound that is broken
     */
    public Windows windows(ImageShape image) {
        return Windows.of(image, size, stride);
    }
}
