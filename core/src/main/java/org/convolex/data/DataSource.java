package org.convolex.data;

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

    /** Whether the images have labels. */
    boolean labelled();

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
