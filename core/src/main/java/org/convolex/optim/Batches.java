package org.convolex.optim;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The blocks of a program's samples in a random order, cut into batches: each epoch in another order of the same seed. */
final class Batches {
    private final int[] order;
    private final int count;
    private final SplittableRandom random;

    /**
     * @param blocks number of blocks
     * @param most number of batches, fewer where there are fewer blocks
     */
    Batches(int blocks, int most, long seed) {
        this.order = new int[blocks];
        this.count = Math.min(most, blocks);
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < blocks; i++) {
            order[i] = i;
        }
    }

    /** The batches of the next epoch: together they hold every block once. */
    int[][] next() {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        int[][] batches = new int[count][];
        for (int b = 0; b < count; b++) {
            int from = (int) ((long) order.length * b / count);
            int to = (int) ((long) order.length * (b + 1) / count);
            batches[b] = Arrays.copyOfRange(order, from, to);
        }
        return batches;
    }
}
