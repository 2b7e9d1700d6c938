package org.convolex.patch;

import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;

/**
 * Where the patches of an image lie: {@code size} x {@code size} windows over all channels, {@code stride} apart, over an
 * image that is surrounded by {@code padding} zeros. In a 1-D signal (height 1) a patch is 1 x size and only the ends are
 * padded.
 *
 * <p>Immutable and safe for use from many threads.
 *
 * @param image shape of the images
 * @param size side of a patch, at least 1
 * @param stride distance of neighbouring patches, at least 1
 * @param padding zeros on each side, at least 0 and below size
 */
public record PatchGrid(ImageShape image, int size, int stride, int padding) {

    /**
     * @throws InvalidInputException if a number is out of its range, or the padded image is smaller than a patch
     */
    public PatchGrid {
        if (size < 1) {
            throw new InvalidInputException("patch must be >= 1, got " + size);
        }
        if (stride < 1) {
            throw new InvalidInputException("stride must be >= 1, got " + stride);
        }
        if (padding < 0 || padding >= size) {
            throw new InvalidInputException(
                    "padding must be in 0.." + (size - 1) + " (below the patch), got " + padding);
        }
        boolean flat = image.height() == 1;
        int smallest = flat ? image.width() : Math.min(image.height(), image.width());
        if (smallest + 2 * padding < size) {
            throw new InvalidInputException("images of " + image + " with padding " + padding + " are smaller than a "
                    + (flat ? 1 : size) + " x " + size + " patch: patch must be at most " + (smallest + 2 * padding));
        }
    }

    /** Rows of a patch: 1 for signals, else the size. */
    public int patchHeight() {
        return image.height() == 1 ? 1 : size;
    }

    /** Rows of the grid. */
    public int rows() {
        return image.height() == 1 ? 1 : (image.height() + 2 * padding - size) / stride + 1;
    }

    /** Columns of the grid. */
    public int columns() {
        return (image.width() + 2 * padding - size) / stride + 1;
    }

    /** The number of patches P. */
    public int patches() {
        return rows() * columns();
    }

    /** Numbers in a patch, d1 = channels x height x width. */
    public int dimension() {
        return image.channels() * patchHeight() * size;
    }

    /**
     * Copies one patch: channel, then row, then column.
     *
     * @param pixels an image, channel-planar
     * @param row of the grid
     * @param column of the grid
     * @param target receives {@link #dimension} numbers from {@code at} on
     */
    public void copyPatch(float[] pixels, int row, int column, float[] target, int at) {
        int height = image.height();
        int width = image.width();
        int top = image.height() == 1 ? 0 : row * stride - padding;
        int left = column * stride - padding;
        boolean inside = top >= 0 && top + patchHeight() <= height && left >= 0 && left + size <= width;
        int next = at;
        for (int channel = 0; channel < image.channels(); channel++) {
            for (int y = top; y < top + patchHeight(); y++) {
                int line = (channel * height + y) * width;
                for (int x = left; x < left + size; x++) {
                    target[next++] = inside || contains(x, y) ? pixels[line + x] : 0f;
                }
            }
        }
    }

    private boolean contains(int x, int y) {
        return y >= 0 && y < image.height() && x >= 0 && x < image.width();
    }
}
