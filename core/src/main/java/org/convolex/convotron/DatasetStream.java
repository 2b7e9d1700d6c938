package org.convolex.convotron;

import java.util.SplittableRandom;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomOrder;

/**
 * The images of a set, over and over, each time in another random order. Pixels are brought to mean 0 and variance 1 over the whole
 * set, all by the same two numbers, unless another {@link InputView} is given; the target is a real target, or 1 for images of one class and -1 for others. The same samples for
 * the same seed. Not safe for use from several threads.
 *
 * <p>Samples come again, where theory has fresh ones: a network can learn them by heart, and an error on them is no validation.
 */
public final class DatasetStream implements SampleStream {
    private final Dataset images;
    private final int target;
    private final SplittableRandom random;
    private final InputView view;
    private final float[] pixels;
    private int[] order = new int[0];
    private int next;

    /**
     * Measures the pixels; cost one reading of them.
     *
     * @param target which of the set's targets or classes
     * @throws InvalidInputException if the set has no such target or class, or all of its pixels are the same
     */
    public DatasetStream(Dataset images, int target, long seed) {
        this(images, target, InputView.standardized(images), seed);
    }

    /**
     * Sees the images as it is told.
     *
     * @param target which of the set's targets or classes
     * @throws InvalidInputException if the set has no such target or class
     */
    public DatasetStream(Dataset images, int target, InputView view, long seed) {
        if (target < 0 || target >= images.outputs()) {
            throw new InvalidInputException(
                    "target " + target + ": the images have " + images.outputs() + " targets or classes, from 0 on");
        }
        this.images = images;
        this.target = target;
        this.view = view;
        this.random = new SplittableRandom(seed);
        this.pixels = new float[images.shape().size()];
    }

    @Override
    public int inputs() {
        return pixels.length;
    }

    @Override
    public void read(int wanted, Samples samples) {
        for (int b = 0; b < wanted; b++) {
            if (next == order.length) {
                order = RandomOrder.of(images.size(), random);
                next = 0;
            }
            int image = order[next++];
            images.copyImage(image, pixels, 0);
            samples.set(b, view.sample(pixels), pixels.length, value(image));
        }
        samples.setCount(wanted);
    }

    private double value(int image) {
        if (images.labelled()) {
            return images.label(image) == target ? 1 : -1;
        }
        return images.targets().value(image, target);
    }
}
