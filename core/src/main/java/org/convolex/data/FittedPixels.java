package org.convolex.data;

/**
 * Images brought to another size and number of channels. The aspect is kept: the image fills one side and is centred along the other,
 * where the rest is the mean of its own edge. Each new pixel is the mean of the area that it covers. Colour becomes grey by
 * the luma of ITU-R BT.601, grey becomes three equal channels.
 */
final class FittedPixels {
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    private FittedPixels() {}

    /**
     * Cost O(pixels of both).
     *
     * @param pixels channel-planar and row-major
     * @throws InvalidInputException if the channels differ in number and are not one and three
     */
    static float[] of(float[] pixels, ImageShape from, ImageShape to) {
        float[] fitted = new float[to.size()];
        int plane = to.height() * to.width();
        for (int channel = 0; channel < to.channels(); channel++) {
            fit(channel(pixels, from, channel, to.channels()), from, to, fitted, channel * plane);
        }
        return fitted;
    }

    private static float[] channel(float[] pixels, ImageShape from, int channel, int wanted) {
        int plane = from.height() * from.width();
        float[] values = new float[plane];
        if (from.channels() == wanted || from.channels() == 1 && wanted == 3) {
            System.arraycopy(pixels, from.channels() == 1 ? 0 : channel * plane, values, 0, plane);
        } else if (from.channels() == 3 && wanted == 1) {
            for (int i = 0; i < plane; i++) {
                values[i] =
                        (float) (LUMA[0] * pixels[i] + LUMA[1] * pixels[plane + i] + LUMA[2] * pixels[2 * plane + i]);
            }
        } else {
            throw new InvalidInputException("an image of " + from + " cannot become one of " + wanted + " channels");
        }
        return values;
    }

    private static void fit(float[] values, ImageShape from, ImageShape to, float[] target, int at) {
        double zoom = Math.min((double) to.height() / from.height(), (double) to.width() / from.width());
        int height = Math.max(1, (int) Math.round(zoom * from.height()));
        int width = Math.max(1, (int) Math.round(zoom * from.width()));
        // twice along the rows, transposing each time
        float[] narrow = narrowed(values, from.height(), from.width(), width);
        float[] small = narrowed(narrow, width, from.height(), height);
        int top = (to.height() - height) / 2;
        int left = (to.width() - width) / 2;
        float edge = edge(values, from);
        for (int y = 0; y < to.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                boolean inside = y >= top && y < top + height && x >= left && x < left + width;
                target[at + y * to.width() + x] = inside ? small[(y - top) * width + x - left] : edge;
            }
        }
    }

    /** Rows brought to another length, each new number the mean over the stretch that it covers; transposed: wanted x rows. */
    private static float[] narrowed(float[] values, int rows, int length, int wanted) {
        float[] narrowed = new float[rows * wanted];
        double step = (double) length / wanted;
        for (int k = 0; k < wanted; k++) {
            double start = k * step;
            double end = Math.min(length, (k + 1) * step);
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                for (int i = (int) start; i < end; i++) {
                    sum += (Math.min(end, i + 1) - Math.max(start, i)) * values[row * length + i];
                }
                narrowed[k * rows + row] = (float) (sum / (end - start));
            }
        }
        return narrowed;
    }

    /** The mean of the pixels along the four sides. */
    private static float edge(float[] values, ImageShape shape) {
        double sum = 0;
        int count = 0;
        for (int y = 0; y < shape.height(); y++) {
            boolean whole = y == 0 || y == shape.height() - 1;
            for (int x = 0; x < shape.width(); x += whole || shape.width() == 1 ? 1 : shape.width() - 1) {
                sum += values[y * shape.width() + x];
                count++;
            }
        }
        return (float) (sum / count);
    }
}
