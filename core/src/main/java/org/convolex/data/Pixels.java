package org.convolex.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The pixels of a set of images, one array per image. Single arrays let a subset share them, and let a reader grow the set
 * while a compressed file unfolds, for some 3% of memory at MNIST's size.
 */
sealed interface Pixels permits Pixels.Bytes, Pixels.Floats, ShiftedPixels, SparsePixels {

    /**
     * Reads images of unsigned bytes that follow each other. The set grows with what the file holds, not with what its header
     * claims.
     */
    static Pixels readBytes(ByteInput in, int count, ImageShape shape) {
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(in.read(shape.size(), "image " + i));
        }
        return new Bytes(images.toArray(byte[][]::new));
    }

    int size();

    /** Writes the pixels of one image as floats. */
    void copy(int index, float[] target, int targetOffset);

    /** The images at these indices, sharing their arrays. */
    Pixels subset(int[] indices);

    /** Pixels that came as unsigned bytes, kept at one byte each. */
    final class Bytes implements Pixels {

        private final byte[][] images;

        Bytes(byte[][] images) {
            this.images = images;
        }

        @Override
        public int size() {
            return images.length;
        }

        @Override
        public void copy(int index, float[] target, int targetOffset) {
            byte[] image = images[index];
            for (int i = 0; i < image.length; i++) {
                target[targetOffset + i] = image[i] & 0xFF;
            }
        }

        @Override
        public Pixels subset(int[] indices) {
            byte[][] chosen = new byte[indices.length][];
            for (int i = 0; i < indices.length; i++) {
                chosen[i] = images[indices[i]];
            }
            return new Bytes(chosen);
        }
    }

    /** Pixels of any other kind. */
    final class Floats implements Pixels {

        private final float[][] images;

        Floats(float[][] images) {
            this.images = images;
        }

        @Override
        public int size() {
            return images.length;
        }

        @Override
        public void copy(int index, float[] target, int targetOffset) {
            float[] image = images[index];
            System.arraycopy(image, 0, target, targetOffset, image.length);
        }

        @Override
        public Pixels subset(int[] indices) {
            float[][] chosen = new float[indices.length][];
            for (int i = 0; i < indices.length; i++) {
                chosen[i] = images[indices[i]];
            }
            return new Floats(chosen);
        }
    }
}
