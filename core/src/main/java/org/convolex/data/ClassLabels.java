package org.convolex.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The class of each image. Immutable by convention: the array is not copied and must not change.
 *
 * @param labels one an image, each an index into the names
 * @param names of the classes; some may be without images
 */
record ClassLabels(int[] labels, List<String> names) implements GroundTruth {
    private static final int MOST_SHOWN = 20;

    @Override
    public Task task() {
        return Task.CLASSIFICATION;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public ClassLabels subset(int[] indices) {
        int[] chosen = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            chosen[i] = labels[indices[i]];
        }
        return new ClassLabels(chosen, names);
    }

    @Override
    public ClassLabels withNames(List<String> others) {
        if (others.equals(names)) {
            return this;
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : others) {
            numbers.put(name, numbers.size());
        }
        int[] renumbered = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            String name = names.get(labels[i]);
            Integer number = numbers.get(name);
            if (number == null) {
                throw new InvalidInputException("image " + i + " is of class '" + name + "', which is not among the "
                        + others.size() + " known classes: " + abbreviated(others));
            }
            renumbered[i] = number;
        }
        return new ClassLabels(renumbered, List.copyOf(others));
    }

    private static String abbreviated(List<String> names) {
        int shown = Math.min(names.size(), MOST_SHOWN);
        return String.join(", ", names.subList(0, shown)) + (shown < names.size() ? ", ..." : "");
    }
}
