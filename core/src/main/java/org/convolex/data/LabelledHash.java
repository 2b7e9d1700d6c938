package org.convolex.data;

import java.util.List;
import org.convolex.hash.Sha256;

/**
 * {@link Dataset#hash} of labelled images that come one after another: all labels first, then all pixels. Not safe for use from
 * several threads.
 */
public final class LabelledHash {
    private final Sha256 sum;

    /**
     * @param size number of images
     * @param names of the classes
     */
    public LabelledHash(ImageShape shape, int size, List<String> names) {
        sum = new Sha256().ints(shape.channels(), shape.height(), shape.width(), size, names.size());
        names.forEach(sum::text);
    }

    /** Adds the labels of the next images. */
    public void labels(int[] labels) {
        sum.ints(labels);
    }

    /** Adds the pixels of the next images. */
    public void images(Dataset images) {
        float[] image = new float[images.shape().size()];
        for (int i = 0; i < images.size(); i++) {
            images.copyImage(i, image, 0);
            sum.floats(image);
        }
    }

    /** The hash, once everything was added. */
    public String hex() {
        return sum.hex();
    }
}
