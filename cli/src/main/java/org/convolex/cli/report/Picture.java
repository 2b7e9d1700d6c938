package org.convolex.cli.report;

import static j2html.TagCreator.img;

import j2html.tags.DomContent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.convolex.data.ImageShape;

/**
 * Pixels, shown as an image whose file is part of the page. Immutable by convention: the array is not copied.
 *
 * @param width in pixels
 * @param height in pixels
 * @param colours row by row: 8 bits each of opacity, red, green and blue
 */
public record Picture(int width, int height, int[] colours) {
    private static final int OPAQUE = 0xff << 24;
    private static final int[] POSITIVE = {0xb2, 0x18, 0x2b};
    private static final int[] NEGATIVE = {0x21, 0x66, 0xac};
    private static final int[] NEUTRAL = {0xf7, 0xf7, 0xf7};

    /** Of the picture of a signal, at least; it is twice as wide as high. */
    private static final int SIGNAL_WIDTH = 96;

    /**
     * An image between its darkest and its brightest pixel: three channels are red, green and blue, any other number stand grey
     * beside each other. A signal is drawn as columns.
     */
    public static Picture image(ImageShape shape, float[] pixels) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float pixel : pixels) {
            least = Math.min(least, pixel);
            most = Math.max(most, pixel);
        }
        float from = least;
        float range = most > least ? most - least : 1;
        int[] levels = new int[pixels.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.round(255 * (pixels[i] - from) / range);
        }
        if (shape.height() == 1) {
            double[] values = new double[pixels.length];
            Arrays.setAll(values, i -> pixels[i]);
            return columns(values);
        }
        if (shape.channels() == 3) {
            int plane = shape.height() * shape.width();
            int[] colours = new int[plane];
            Arrays.setAll(colours, i -> OPAQUE | levels[i] << 16 | levels[plane + i] << 8 | levels[2 * plane + i]);
            return new Picture(shape.width(), shape.height(), colours);
        }
        return planes(shape, i -> OPAQUE | levels[i] * 0x010101);
    }

    /**
     * Weights: red above zero, blue below, and white at zero; the largest is the darkest. Channels stand beside each other, and a
     * signal is drawn as columns.
     */
    public static Picture weights(ImageShape shape, double[] values) {
        if (shape.height() == 1) {
            return columns(values);
        }
        double most = Math.max(
                Double.MIN_NORMAL, Arrays.stream(values).map(Math::abs).max().orElse(0));
        return planes(shape, i -> diverging(values[i] / most));
    }

    /** Pictures of one height beside each other. */
    public static Picture row(List<Picture> pictures) {
        int height = pictures.stream().mapToInt(Picture::height).max().orElse(0);
        int width = pictures.stream().mapToInt(picture -> picture.width() + 1).sum() - 1;
        int[] colours = new int[width * height];
        int left = 0;
        for (Picture picture : pictures) {
            for (int y = 0; y < picture.height(); y++) {
                System.arraycopy(picture.colours(), y * picture.width(), colours, y * width + left, picture.width());
            }
            left += picture.width() + 1;
        }
        return new Picture(width, height, colours);
    }

    private interface Colour {
        int at(int index);
    }

    private static Picture planes(ImageShape shape, Colour colour) {
        int plane = shape.height() * shape.width();
        return row(IntStream.range(0, shape.channels())
                .mapToObj(channel -> {
                    int[] colours = new int[plane];
                    Arrays.setAll(colours, i -> colour.at(channel * plane + i));
                    return new Picture(shape.width(), shape.height(), colours);
                })
                .toList());
    }

    /** A column for each number, up or down from zero; channels follow each other. */
    private static Picture columns(double[] values) {
        double top = Math.max(0, Arrays.stream(values).max().orElse(0));
        double bottom = Math.min(0, Arrays.stream(values).min().orElse(0));
        double range = top > bottom ? top - bottom : 1;
        int column = (SIGNAL_WIDTH - 1) / values.length + 1;
        int width = column * values.length;
        int height = width / 2;
        int zero = (int) Math.round((height - 1) * top / range);
        int[] colours = new int[width * height];
        Arrays.fill(colours, diverging(0));
        for (int x = 0; x < width; x++) {
            double value = values[x / column];
            int end = (int) Math.round((height - 1) * (top - value) / range);
            for (int y = Math.min(zero, end); y <= Math.max(zero, end); y++) {
                colours[y * width + x] = diverging(Math.signum(value));
            }
        }
        return new Picture(width, height, colours);
    }

    /** @param share in -1..1 */
    private static int diverging(double share) {
        int[] end = share < 0 ? NEGATIVE : POSITIVE;
        int colour = OPAQUE;
        for (int i = 0; i < 3; i++) {
            long level = Math.round(NEUTRAL[i] + Math.abs(share) * (end[i] - NEUTRAL[i]));
            colour |= (int) level << 8 * (2 - i);
        }
        return colour;
    }

    /** @param words for those who cannot see it */
    public DomContent html(String words) {
        return img().withClass("pixels")
                .withAlt(words)
                .withSrc("data:image/png;base64," + Base64.getEncoder().encodeToString(png()));
    }

    private byte[] png() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, colours, 0, width);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
