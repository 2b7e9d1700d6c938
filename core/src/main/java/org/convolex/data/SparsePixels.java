package org.convolex.data;

import java.util.HashMap;
import java.util.Map;

/** Pixels of some of many images, by their index. */
record SparsePixels(int size, Map<Integer, float[]> images) implements Pixels {

    @Override
    public void copy(int index, float[] target, int targetOffset) {
        float[] image = images.get(index);
        if (image == null) {
            throw new IllegalStateException("image " + index + " of " + size + " is not at hand");
        }
        System.arraycopy(image, 0, target, targetOffset, image.length);
    }

    @Override
    public Pixels subset(int[] indices) {
        Map<Integer, float[]> chosen = new HashMap<>();
        for (int i = 0; i < indices.length; i++) {
            float[] image = images.get(indices[i]);
            if (image != null) {
                chosen.put(i, image);
            }
        }
        return new SparsePixels(indices.length, chosen);
    }
}
