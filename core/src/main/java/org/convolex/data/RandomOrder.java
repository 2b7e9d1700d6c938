package org.convolex.data;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * Some numbers of the order that {@link #of} makes of the same seed, for those who cannot hold all of it. Cost: about as many
     * draws of all numbers as the logarithm of the number of positions. Memory: a bit a number, and what is asked for.
     *
     * @param positions in 0..count-1
     * @return the numbers at these positions
     */
    public static int[] at(int count, long seed, int[] positions) {
        int[] numbers = new int[positions.length];
        List<Search> open = new ArrayList<>();
        for (int p = 0; p < positions.length; p++) {
            open.add(new Search(p, positions[p], count));
        }
        while (!open.isEmpty()) {
            BitSet wanted = new BitSet(count);
            Map<Integer, List<Search>> byPlace = new HashMap<>();
            for (Search search : open) {
                wanted.set(search.place);
                byPlace.computeIfAbsent(search.place, place -> new ArrayList<>())
                        .add(search);
            }
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < count; i++) {
                int j = random.nextInt(i + 1);
                if (wanted.get(i)) {
                    for (Search search : byPlace.getOrDefault(i, List.of())) {
                        search.cameFrom = j;
                    }
                }
                if (wanted.get(j)) {
                    for (Search search : byPlace.getOrDefault(j, List.of())) {
                        search.write(i);
                    }
                }
            }
            List<Search> next = new ArrayList<>();
            for (Search search : open) {
                if (search.last >= 0) {
                    numbers[search.answer] = search.last;
                } else {
                    next.add(new Search(search.answer, search.cameFrom, search.place));
                }
            }
            open = next;
        }
        return numbers;
    }

    /**
     * What stands in a place before a step of {@link #of}: the number of the last step before it that wrote there, or, if none did
     * but the one that made the place, what stood where that one took it from.
     */
    private static final class Search {
        private final int answer;
        private final int place;
        private final int before;
        private int last = -1;
        private int cameFrom;

        Search(int answer, int place, int before) {
            this.answer = answer;
            this.place = place;
            this.before = before;
        }

        void write(int step) {
            if (step < before) {
                last = step;
            }
        }
    }
}
