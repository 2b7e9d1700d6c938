package org.convolex.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Augmentation by random shifts: every image is followed by copies of itself, each moved by whole pixels, where what moves in
 * repeats the edge. A finite set stays a finite set, so that a program on it is as convex, and its certificate as good, as one on
 * the images themselves; it only has more samples.
 *
 * @param pixels the farthest that a copy moves, down or up and to the right or to the left; 0 only with no copies
 * @param copies of each image, beside the image itself
 */
public record RandomShifts(int pixels, int copies) {
    /** Leaves the images alone. */
    public static final RandomShifts NONE = new RandomShifts(0, 0);

    /**
     * @throws InvalidInputException if a number is negative, or one of them alone is 0
     */
    public RandomShifts {
        if (pixels < 0 || copies < 0 || (pixels == 0) != (copies == 0)) {
            throw new InvalidInputException("random shifts: pixels and copies must both be >= 1, got " + pixels
                    + " pixels and " + copies + " copies");
        }
    }

    /** Whether images are left alone. */
    public boolean none() {
        return copies == 0;
    }

    /** How many images each image becomes. */
    public int factor() {
        return 1 + copies;
    }

    /**
     * The images and their copies: image i at {@code i (1 + copies)}, its copies behind it. A copy never stays in its place; all
     * places within reach are equally likely. Copies share the pixels of their image and are moved at every reading.
     *
     * @param seed of the draw; the same images and seed give the same copies
     * @throws InvalidInputException if an image could leave its frame, or there would be more than 2^31 - 1 images
     */
    public Dataset apply(Dataset images, long seed) {
        if (none()) {
            return images;
        }
        ImageShape shape = images.shape();
        if (pixels >= Math.min(shape.height(), shape.width())) {
            throw new InvalidInputException("random shifts: by up to " + pixels + " pixels, images of " + shape
                    + " could leave their frame: ask for at most " + (Math.min(shape.height(), shape.width()) - 1));
        }
        int[] source = new int[times(images.size())];
        int[] down = new int[source.length];
        int[] right = new int[source.length];
        SplittableRandom random = new SplittableRandom(seed);
        int side = 2 * pixels + 1;
        int centre = side * pixels + pixels;
        for (int i = 0; i < source.length; i++) {
            source[i] = i / factor();
            if (i % factor() != 0) {
                int place = random.nextInt(side * side - 1);
                place += place >= centre ? 1 : 0; // the place in the middle is the image itself
                down[i] = place / side - pixels;
                right[i] = place % side - pixels;
            }
        }
        return images.shifted(source, down, right);
    }

    /**
     * How many images so many become.
     *
     * @throws InvalidInputException if more than 2^31 - 1
     */
    public int times(int images) {
        long all = (long) images * factor();
        if (all > Integer.MAX_VALUE) {
            throw new InvalidInputException("random shifts: " + images + " images with " + copies
                    + " copies each are more than " + Integer.MAX_VALUE);
        }
        return (int) all;
    }

    /** An order of images as an order of images and their copies, which stay behind them. */
    public int[] together(int[] order) {
        int[] all = new int[times(order.length)];
        Arrays.setAll(all, i -> order[i / factor()] * factor() + i % factor());
        return all;
    }
}
