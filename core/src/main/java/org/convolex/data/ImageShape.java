package org.convolex.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of one image. A one-dimensional signal is an image of height 1.
 *
 * @param channels number of planes, at least 1: one for grey, three for colour
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record ImageShape(int channels, int height, int width) {

    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*");

    /** Bounds the arrays of one image, also where a pixel takes eight bytes. */
    private static final int MAX_PIXELS = 1 << 27;

    /** @throws InvalidInputException if a side is below 1, or an image would have more than 2^27 pixels */
    public ImageShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new InvalidInputException(
                    "image shape " + text(channels, height, width) + ": every side must be at least 1");
        }
        if ((double) channels * height * width > MAX_PIXELS) {
            throw new InvalidInputException(
                    "image shape " + text(channels, height, width) + ": more than " + MAX_PIXELS + " pixels");
        }
    }

    /** The shape that a file announces: a bad one is an error of that file. */
    static ImageShape of(String file, int channels, int height, int width) {
        try {
            return new ImageShape(channels, height, width);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads what users write, {@code "C,H,W"}.
     *
     * @throws InvalidInputException if the text is not three positive integers
     */
    public static ImageShape parse(String text) {
        Matcher sides = TEXT.matcher(text);
        if (!sides.matches()) {
            throw new InvalidInputException("image shape '" + text
                    + "': expected channels,height,width as three positive integers, such as 1,28,28");
        }
        return new ImageShape(
                Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)), Integer.parseInt(sides.group(3)));
    }

    /** Number of pixel values of one image over all channels. */
    public int size() {
        return channels * height * width;
    }

    /** For instance {@code "1 x 28 x 28"}. */
    @Override
    public String toString() {
        return text(channels, height, width);
    }

    private static String text(int channels, int height, int width) {
        return channels + " x " + height + " x " + width;
    }
}
