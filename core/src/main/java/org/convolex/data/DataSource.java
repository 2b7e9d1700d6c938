package org.convolex.data;

import java.util.Optional;

/**
 * A set of images that is known but not loaded: its sizes come from headers, file lengths or a directory listing (for CSV
 * from one pass over the text), so that memory can be estimated before any is spent.
 *
 * <p>Safe for use from many threads. Loading opens the files anew and keeps nothing.
 */
public interface DataSource {

    /** What the set is called in messages: a file name, a folder, or the name of an embedded set. */
    String name();

    /** The shape of every image. */
    ImageShape shape();

    /** Number of images, at least 1. */
    int size();

    /** What there is to learn from the images; empty if they have no ground truth. */
    Optional<Task> task();

    /** Whether the images have class labels. */
    default boolean labelled() {
        return task().filter(Task.CLASSIFICATION::equals).isPresent();
    }

    /**
     * Reads all images.
     *
     * @throws InvalidInputException if the content is malformed or cannot be read
     */
    default Dataset load() {
        return load(size());
    }

    /**
     * Reads the first images only: the same as {@code load().head(limit)}, classes included, without the cost of the rest and
     * without checking it.
     *
     * @param limit the most images to read, at least 1
     * @throws InvalidInputException if the limit is below 1, or the content is malformed or cannot be read
     */
    Dataset load(int limit);
}
