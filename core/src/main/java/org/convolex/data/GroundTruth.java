package org.convolex.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each image of a set, and to be predicted of others: a class, or real numbers. Immutable and safe for use
 * from many threads.
 */
public sealed interface GroundTruth permits ClassLabels, RealTargets {

    /** What there is to learn from it. */
    Task task();

    /** Number of images. */
    int size();

    /** The names of the classes in the order of the labels, or of the targets of an image in their order. */
    List<String> names();

    /** That of the images at these indices, in this order. */
    GroundTruth subset(int[] indices);

    /**
     * The same in the terms of other images: classes are numbered, and targets named, as there.
     *
     * @param names of the others
     * @throws InvalidInputException if it holds a class or targets that the others have not
     */
    GroundTruth withNames(List<String> names);

    /**
     * @param truth of some images; null where there is none
     * @throws InvalidInputException if it is for another task
     */
    static void requireTask(@Nullable GroundTruth truth, Task task) {
        if (truth != null && truth.task() != task) {
            throw new InvalidInputException("the images have " + truth.task().truth() + ", not " + task.truth());
        }
    }
}
