package org.convolex.data;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The rows of a table of numbers in a file, read forward, a block at a time: the file may be larger than memory. Close it. Not safe
 * for use from several threads.
 */
public interface NumberRows extends AutoCloseable {

    /**
     * Opens a file: NumPy's {@code .npy} of two dimensions, or comma-separated text ({@code .gz} too), whose first line is a header
     * if none of its fields is a number.
     *
     * @throws InvalidInputException if it cannot be read or is no such table; the message names file and place
     */
    static NumberRows open(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".npy") ? NpyRows.open(file) : new CsvRows(file);
    }

    /** Numbers of a row, at least 1. */
    int columns();

    /**
     * Reads the next row.
     *
     * @param row receives {@link #columns} finite numbers
     * @return false at the end
     * @throws InvalidInputException if the row has another length or holds what is no finite number; the message has its number
     */
    boolean next(double[] row);

    @Override
    void close();
}
