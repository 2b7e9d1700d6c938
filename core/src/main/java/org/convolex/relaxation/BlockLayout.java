package org.convolex.relaxation;

import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.network.PatchRows;

/**
 * How a network of one shared filter sees an image: pixels are scaled, and cut into blocks that tile it without overlap, row by
 * row; a block's numbers are channel-planar. Signals are images of height 1. Immutable and safe for use from many threads.
 *
 * @param image shape of the images
 * @param scale what pixels are multiplied by, above 0
 * @param height of a block, divides that of the images
 * @param width of a block, divides that of the images
 */
public record BlockLayout(ImageShape image, float scale, int height, int width) {

    /**
     * @throws InvalidInputException if blocks of this size do not tile the images, or the scale is not finite and above 0
     */
    public BlockLayout {
        if (height < 1 || width < 1 || image.height() % height != 0 || image.width() % width != 0) {
            throw new InvalidInputException("blocks of " + height + " x " + width + " do not tile images of "
                    + image.height() + " x " + image.width());
        }
        if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
            throw new InvalidInputException("pixel scale must be finite and > 0, got " + scale);
        }
    }

    /**
     * Signals in K equal blocks, or images in one.
     *
     * @throws InvalidInputException if the length of signals is not divisible by K, or images are to have several
     */
    public static BlockLayout equal(ImageShape image, float scale, int blocks) {
        if (image.height() > 1) {
            if (blocks != 1) {
                throw new InvalidInputException("images of " + image
                        + " take square blocks by their side (--patch), not " + blocks + " blocks");
            }
            return new BlockLayout(image, scale, image.height(), image.width());
        }
        if (blocks < 1 || image.width() % blocks != 0) {
            throw new InvalidInputException("signals of length " + image.width() + " have no " + blocks
                    + " equal blocks: " + blocks + " does not divide " + image.width());
        }
        return new BlockLayout(image, scale, 1, image.width() / blocks);
    }

    /**
     * Images in square blocks, signals in blocks of this length.
     *
     * @throws InvalidInputException if such blocks do not tile the images
     */
    public static BlockLayout squares(ImageShape image, float scale, int side) {
        return new BlockLayout(image, scale, image.height() == 1 ? 1 : side, side);
    }

    /** Blocks above each other. */
    public int rows() {
        return image.height() / height;
    }

    /** Blocks beside each other. */
    public int columns() {
        return image.width() / width;
    }

    /** K, the blocks of an image. */
    public int blocks() {
        return rows() * columns();
    }

    /** h, the numbers of a filter. */
    public int dimension() {
        return image.channels() * height * width;
    }

    /**
     * The blocks of images. A scaled pixel is exact in double precision. Memory 8 n d bytes.
     *
     * @throws InvalidInputException if the images have another shape, or more than 2^31 numbers in all
     */
    public PatchRows blocksOf(Dataset images, Workers workers) {
        if (!images.shape().equals(image)) {
            throw new InvalidInputException("images are " + images.shape() + ", but the model was trained on " + image);
        }
        if ((double) images.size() * image.size() > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException(images.size() + " images of " + image + " have more than "
                    + (Integer.MAX_VALUE - 8) + " numbers: take fewer images");
        }
        double[] values = new double[images.size() * image.size()];
        workers.forEachChunk(images.size(), (chunk, from, to) -> {
            float[] pixels = new float[image.size()];
            for (int i = from; i < to; i++) {
                images.copyImage(i, pixels, 0);
                cut(pixels, values, i * image.size());
            }
        });
        return new PatchRows(values, images.size(), blocks(), dimension());
    }

    private void cut(float[] pixels, double[] values, int at) {
        int next = at;
        for (int top = 0; top < image.height(); top += height) {
            for (int left = 0; left < image.width(); left += width) {
                for (int channel = 0; channel < image.channels(); channel++) {
                    for (int y = top; y < top + height; y++) {
                        for (int x = left; x < left + width; x++) {
                            int pixel = (channel * image.height() + y) * image.width() + x;
                            values[next++] = (double) pixels[pixel] * scale;
                        }
                    }
                }
            }
        }
    }
}
