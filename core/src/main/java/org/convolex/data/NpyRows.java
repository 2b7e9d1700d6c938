package org.convolex.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows of a NumPy array of two dimensions. */
final class NpyRows implements NumberRows {
    /** Numbers that are read at a time, unless a single row has more. */
    private static final int BLOCK = 1 << 14;

    private final ByteInput in;
    private final NpyArray array;
    private final int blockRows;
    private double[] block = new double[0];
    private int rowInBlock;
    private long rows;

    private NpyRows(ByteInput in, long length) {
        this.in = in;
        this.array = new NpyArray(in, length);
        if (array.rank() != 2) {
            throw new InvalidInputException(
                    in.name() + ": shape " + array.shapeText() + ": a table has two dimensions, rows and columns");
        }
        this.blockRows = Math.max(1, BLOCK / columns());
    }

    static NpyRows open(Path file) {
        ByteInput in = ByteInput.open(file);
        try {
            return new NpyRows(in, Files.size(file));
        } catch (IOException e) {
            in.close();
            throw ByteInput.failure(in.name(), e);
        } catch (InvalidInputException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public int columns() {
        return array.side(1);
    }

    @Override
    public boolean next(double[] row) {
        int columns = columns();
        if (rowInBlock * columns == block.length) {
            int more = (int) Math.min(blockRows, array.side(0) - rows);
            if (more == 0) {
                return false;
            }
            block = array.read(more * columns, "row " + (rows + 1));
            rowInBlock = 0;
        }
        System.arraycopy(block, rowInBlock++ * columns, row, 0, columns);
        rows++;
        for (int i = 0; i < columns; i++) {
            if (!Double.isFinite(row[i])) {
                throw new InvalidInputException(in.name() + ": row " + rows + ", column " + (i + 1) + ": " + row[i]
                        + " is not a finite number");
            }
        }
        return true;
    }

    @Override
    public void close() {
        in.close();
    }
}
