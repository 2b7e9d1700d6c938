package org.convolex.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.jspecify.annotations.Nullable;

/** The labelled images of one partition, of one shape and at least one. Pixels that are bytes are held as bytes. Immutable. */
final class ImagePart implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SentShape shape;
    private final byte @Nullable [][] bytes;
    private final float @Nullable [][] floats;
    private final int[] labels;

    private ImagePart(ImageShape shape, byte @Nullable [][] bytes, float @Nullable [][] floats, int[] labels) {
        this.shape = SentShape.of(shape);
        this.bytes = bytes;
        this.floats = floats;
        this.labels = labels;
    }

    /** @param images finite, {@code shape.size()} numbers each */
    static ImagePart of(ImageShape shape, List<float[]> images, int[] labels) {
        return images.stream().allMatch(ImagePart::allBytes)
                ? new ImagePart(shape, images.stream().map(ImagePart::toBytes).toArray(byte[][]::new), null, labels)
                : new ImagePart(shape, null, images.toArray(float[][]::new), labels);
    }

    private static boolean allBytes(float[] pixels) {
        for (float pixel : pixels) {
            // 0 is not -0, which the hash of the data would tell apart
            if (!(pixel >= 0 && pixel <= 255 && pixel == (int) pixel) || Float.floatToRawIntBits(pixel) < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] toBytes(float[] pixels) {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (int) pixels[i];
        }
        return bytes;
    }

    ImageShape shape() {
        return shape.shape();
    }

    int size() {
        return labels.length;
    }

    int[] labels() {
        return labels;
    }

    /** The images as the library takes them, over the same arrays. */
    Dataset dataset(int classes) {
        if (bytes != null) {
            return Dataset.over(shape(), bytes, labels, classes);
        }
        return Dataset.over(shape(), floats == null ? new float[0][] : floats, labels, classes);
    }

    /** Other images with the same labels: what a layer makes of these. */
    ImagePart with(Dataset images) {
        float[][] rows = new float[images.size()][];
        Arrays.setAll(rows, images::image);
        return new ImagePart(images.shape(), null, rows, labels);
    }
}
