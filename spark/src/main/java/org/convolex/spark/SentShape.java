package org.convolex.spark;

import java.io.Serializable;
import org.convolex.data.ImageShape;

/** The shape of images, on its way to executors. */
record SentShape(int channels, int height, int width) implements Serializable {

    static SentShape of(ImageShape shape) {
        return new SentShape(shape.channels(), shape.height(), shape.width());
    }

    ImageShape shape() {
        return new ImageShape(channels, height, width);
    }
}
