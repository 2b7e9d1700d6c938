package org.convolex.data;

import java.nio.file.Path;

/** Rows of comma-separated text. */
final class CsvRows implements NumberRows {
    private final CsvLines lines;
    private final int columns;
    private boolean waiting = true;

    CsvRows(Path file) {
        this.lines = new CsvLines(ByteInput.open(file));
        try {
            boolean any = lines.next();
            this.columns = any ? lines.fields() : 0;
            if (any && isHeader()) {
                any = lines.next();
            }
            if (!any) {
                throw new InvalidInputException(lines.name() + ": empty");
            }
        } catch (InvalidInputException e) {
            lines.close();
            throw e;
        }
    }

    private boolean isHeader() {
        for (int i = 0; i < columns; i++) {
            if (lines.isNumber(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public boolean next(double[] row) {
        if (!waiting && !lines.next()) {
            return false;
        }
        waiting = false;
        if (lines.fields() != columns) {
            throw new InvalidInputException(
                    lines.where() + ": " + lines.fields() + " numbers, but the first line has " + columns);
        }
        for (int i = 0; i < columns; i++) {
            row[i] = lines.realNumber(i);
        }
        return true;
    }

    @Override
    public void close() {
        lines.close();
    }
}
