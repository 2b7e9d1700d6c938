package org.convolex.patch;

import org.convolex.data.ImageShape;

/**
 * An image with the zeros of its grid around it, so that every patch lies within and all patches look alike: the number {@code i} of a
 * patch is {@code offsets[i]} behind the patch's start. Not safe for use from several threads.
 */
final class PaddedImage {
    private final PatchGrid grid;
    private final ImageShape image;
    private final int above;
    private final int width;
    private final int plane;
    private final float[] padded;

    PaddedImage(PatchGrid grid) {
        this.grid = grid;
        this.image = grid.image();
        this.above = image.height() == 1 ? 0 : grid.padding(); // signals are padded at their ends only
        this.width = image.width() + 2 * grid.padding();
        this.plane = (image.height() + 2 * above) * width;
        this.padded = new float[image.channels() * plane];
    }

    /**
     * Pixels in their frame of zeros.
     *
     * @param pixels an image, channel-planar
     * @param scale what they are multiplied by
     * @return valid until the next call
     */
    float[] filled(float[] pixels, float scale) {
        for (int channel = 0; channel < image.channels(); channel++) {
            for (int y = 0; y < image.height(); y++) {
                int from = (channel * image.height() + y) * image.width();
                int to = channel * plane + (above + y) * width + grid.padding();
                for (int x = 0; x < image.width(); x++) {
                    padded[to + x] = scale * pixels[from + x];
                }
            }
        }
        return padded;
    }

    /** Where patches start, the patches in the order given. */
    int[] starts(int[] order) {
        int[] starts = new int[order.length];
        for (int p = 0; p < order.length; p++) {
            int row = order[p] / grid.columns();
            int column = order[p] % grid.columns();
            starts[p] = (row * width + column) * grid.stride();
        }
        return starts;
    }

    /** How far behind its start the numbers of a patch are: channel, then row, then column. */
    int[] offsets() {
        int[] offsets = new int[grid.dimension()];
        int next = 0;
        for (int channel = 0; channel < image.channels(); channel++) {
            for (int y = 0; y < grid.patchHeight(); y++) {
                for (int x = 0; x < grid.size(); x++) {
                    offsets[next++] = channel * plane + y * width + x;
                }
            }
        }
        return offsets;
    }
}
