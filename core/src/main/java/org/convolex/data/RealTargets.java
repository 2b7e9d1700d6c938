package org.convolex.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One or several real numbers of each image. Immutable by convention: the array is not copied and must not change.
 *
 * @param values row-major, images x targets, in the units of their source
 * @param names of the targets, at least one
 */
public record RealTargets(double[] values, List<String> names) implements GroundTruth {
    /** What no measurement exceeds, and squares and sums of what is below it do not overflow. */
    static final double LARGEST = 1e100;

    /**
     * @throws InvalidInputException if there is no target, the values are no rows of as many as there are names, or one is
     *     not a number in -1e100..1e100
     */
    public RealTargets {
        names = List.copyOf(names);
        if (names.isEmpty() || values.length % names.size() != 0) {
            throw new InvalidInputException(
                    "targets: " + values.length + " values are not rows of " + names.size() + " targets");
        }
        for (int i = 0; i < values.length; i++) {
            checked("image " + i / names.size() + ", target '" + names.get(i % names.size()) + "'", values[i]);
        }
    }

    /** Targets that nobody named: "y", or "y0", "y1" and so on. */
    static List<String> defaultNames(int count) {
        return count == 1
                ? List.of("y")
                : IntStream.range(0, count).mapToObj(k -> "y" + k).toList();
    }

    /** A target that a file gives. */
    static double checked(String place, double value) {
        if (!(Math.abs(value) <= LARGEST)) {
            throw new InvalidInputException(place + ": " + value + " is not a finite number in -1e100..1e100");
        }
        return value;
    }

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    /** Targets of an image. */
    public int count() {
        return names.size();
    }

    @Override
    public int size() {
        return values.length / count();
    }

    /** A target of an image. */
    public double value(int image, int target) {
        return values[image * count() + target];
    }

    @Override
    public RealTargets subset(int[] indices) {
        double[] chosen = new double[indices.length * count()];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * count(), chosen, i * count(), count());
        }
        return new RealTargets(chosen, names);
    }

    /** {@inheritDoc} Targets without names of their own take any. */
    @Override
    public RealTargets withNames(List<String> others) {
        boolean unnamed = names.equals(defaultNames(count())) || others.equals(defaultNames(others.size()));
        if (others.size() != count() || !(unnamed || others.equals(names))) {
            throw new InvalidInputException("the targets are " + String.join(", ", names) + ", but "
                    + String.join(", ", others) + " are expected");
        }
        return new RealTargets(values, others);
    }
}
