package org.convolex.data;

import java.util.SplittableRandom;

/** Random orders of images. */
public final class RandomOrder {
    private RandomOrder() {}

    /** The numbers 0..count-1, every order as likely as any other (Fisher, Yates). The same generator gives the same order. */
    public static int[] of(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
