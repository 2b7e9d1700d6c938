package org.convolex.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A table of comma-separated numbers, one image per line, one column of which may be the label.
 *
 * <p>The first line is a header if none of its fields is a number, or if the label column is given by name. Blank lines are
 * skipped. Opening reads the text once, in order to count lines and classes and to find lines of another length.
 */
final class CsvReader implements DataSource {

    private static final String NO_LABELS = "none";
    private static final int UNLABELLED = -1;

    private final String name;
    private final Supplier<ByteInput> file;
    private final boolean header;
    private final int columns;
    private final int labelColumn;
    private final ImageShape shape;
    private final int size;
    private final int classes;

    static CsvReader open(Path path, DataOptions options) {
        return new CsvReader(path.toString(), () -> ByteInput.open(path), options);
    }

    CsvReader(String name, Supplier<ByteInput> file, DataOptions options) {
        this.name = name;
        this.file = file;
        try (CsvLines lines = new CsvLines(file.get())) {
            if (!lines.next()) {
                throw new InvalidInputException(lines.name() + ": empty");
            }
            columns = lines.fields();
            header = isHeader(lines, options);
            labelColumn = options.labelColumn()
                    .map(wanted -> findColumn(lines, wanted, header))
                    .orElse(columns - 1);
            int pixels = labelColumn == UNLABELLED ? columns : columns - 1;
            if (pixels == 0) {
                throw new InvalidInputException(
                        lines.name() + ": only one column: a line needs pixels and a label, separated by commas");
            }
            shape = options.tableShape(lines.name(), pixels);
            int rows = 0;
            int largestLabel = UNLABELLED;
            for (boolean more = !header || lines.next(); more; more = lines.next()) {
                rows++;
                largestLabel = Math.max(largestLabel, checkedLabel(lines));
            }
            if (rows == 0) {
                throw new InvalidInputException(lines.name() + ": a header but no images");
            }
            size = rows;
            classes = largestLabel + 1;
        }
    }

    private static boolean isHeader(CsvLines first, DataOptions options) {
        if (options.labelColumn().filter(CsvReader::isName).isPresent()) {
            return true;
        }
        for (int i = 0; i < first.fields(); i++) {
            if (first.isNumber(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(String column) {
        return !column.equals(NO_LABELS) && !column.matches("-?\\d{1,9}");
    }

    private static int findColumn(CsvLines first, String wanted, boolean header) {
        List<String> names = header ? first.texts() : List.of();
        int named = names.indexOf(wanted);
        if (named >= 0) {
            return named;
        }
        if (wanted.equals(NO_LABELS)) {
            return UNLABELLED;
        }
        if (isName(wanted)) {
            throw new InvalidInputException(
                    first.where() + ": no label column '" + wanted + "' among the " + names.size() + " fields");
        }
        int index = Integer.parseInt(wanted);
        if (index < 0 || index >= first.fields()) {
            throw new InvalidInputException(
                    first.where() + ": label column " + index + " is not in 0.." + (first.fields() - 1));
        }
        return index;
    }

    /** The label of this line, or -1 for a file without; refuses a line of another length. */
    private int checkedLabel(CsvLines line) {
        if (line.fields() != columns) {
            throw new InvalidInputException(
                    line.where() + ": " + line.fields() + " fields, but the first line has " + columns);
        }
        return labelColumn == UNLABELLED
                ? UNLABELLED
                : Labels.checked(line.where(labelColumn), line.number(labelColumn));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean labelled() {
        return labelColumn != UNLABELLED;
    }

    @Override
    public Dataset load(int limit) {
        Dataset.checkLimit(limit);
        int count = Math.min(limit, size);
        List<float[]> images = new ArrayList<>(count);
        int[] labels = new int[count];
        try (CsvLines lines = new CsvLines(file.get())) {
            if (header) {
                lines.next();
            }
            while (images.size() < count && lines.next()) {
                labels[images.size()] = checkedLabel(lines);
                images.add(readImage(lines));
            }
        }
        // The file was read twice, and may have been written to in between.
        if (images.size() < count || Labels.classes(labels) > classes) {
            throw new InvalidInputException(name + ": changed while it was read");
        }
        Pixels pixels = new Pixels.Floats(images.toArray(float[][]::new));
        return new Dataset(shape, pixels, labelled() ? labels : null, Labels.names(classes));
    }

    private float[] readImage(CsvLines line) {
        float[] image = new float[shape.size()];
        int next = 0;
        for (int column = 0; column < columns; column++) {
            if (column != labelColumn) {
                image[next++] = line.number(column);
            }
        }
        return image;
    }
}
