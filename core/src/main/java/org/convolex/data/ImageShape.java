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

    /** @throws InvalidInputException if a side is below 1, or an image would have more pixels than an array can hold */
    public ImageShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new InvalidInputException(
                    "image shape " + text(channels, height, width) + ": every side must be at least 1");
        }
        if ((double) channels * height * width > Integer.MAX_VALUE) {
            throw new InvalidInputException(
                    "image shape " + text(channels, height, width) + ": more than " + Integer.MAX_VALUE + " pixels");
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
