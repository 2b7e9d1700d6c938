package org.convolex.data;

/**
 * Some of many images, spread evenly by their index: what is fitted to images looks at so many of them.
 *
 * @param size number of images
 * @param count how many of them
 */
public record EvenSpread(int size, int count) {

    /** At most so many of all images. */
    public static EvenSpread ofAtMost(int most, int size) {
        return new EvenSpread(size, Math.min(most, size));
    }

    /** The index of the i-th of them. */
    public int index(int i) {
        return (int) ((long) size * i / count);
    }
}
