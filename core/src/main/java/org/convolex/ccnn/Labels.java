package org.convolex.ccnn;

import org.convolex.data.Dataset;

/** The labels of images as an array. */
final class Labels {
    private Labels() {}

    static int[] of(Dataset images) {
        int[] labels = new int[images.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.label(i);
        }
        return labels;
    }
}
