package org.convolex.convotron;

import java.nio.file.Path;
import org.convolex.data.InvalidInputException;
import org.convolex.data.NumberRows;

/**
 * The rows of a file, which may be larger than memory, in their order: a sample and, last, its target. After the last row comes the
 * first, as often as there are passes; steps learn best where the order says nothing, so shuffle what was sorted. Close it. Not safe
 * for use from several threads.
 */
public final class FileStream implements SampleStream, AutoCloseable {
    private final Path file;
    private final int passes;
    private final int inputs;
    private final double[] row;
    private NumberRows rows;
    private int pass = 1;
    private long count;

    /**
     * Opens a file that {@link NumberRows} reads.
     *
     * @param passes how often it may be read; 0 for endlessly
     * @throws IllegalArgumentException if passes are below 0
     * @throws InvalidInputException if it cannot be read, or its rows have fewer than two numbers
     */
    public FileStream(Path file, int passes) {
        if (passes < 0) {
            throw new IllegalArgumentException("passes must be >= 0, got " + passes);
        }
        this.file = file;
        this.passes = passes;
        this.rows = NumberRows.open(file);
        this.inputs = rows.columns() - 1;
        this.row = new double[rows.columns()];
        if (inputs < 1) {
            rows.close();
            throw new InvalidInputException(file + ": one number a row: a row needs a sample and its target");
        }
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public void read(int wanted, Samples samples) {
        for (int b = 0; b < wanted; b++) {
            if (!rows.next(row)) {
                again();
            }
            samples.set(b, row, inputs, row[inputs]);
            count++;
        }
        samples.setCount(wanted);
    }

    private void again() {
        if (pass == passes) {
            throw new InvalidInputException(
                    file + ": ends after " + count + " samples" + (passes == 1 ? "" : " in " + passes + " passes")
                            + ": the training needs more; allow more passes");
        }
        rows.close();
        rows = NumberRows.open(file);
        pass++;
        if (rows.columns() != row.length || !rows.next(row)) {
            throw new InvalidInputException(file + ": has changed since it was opened");
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
