package org.convolex.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of comma-separated numbers, one image per line, some columns of which may be its ground truth: one label, or one or
 * several targets.
 *
 * <p>The first line is a header if none of its fields is a number, or if the label column is given by name. Blank lines are
 * skipped. Opening reads the text once, in order to count lines and classes, to find lines of another length, and to see
 * whether all labels are integers.
 */
final class CsvReader implements DataSource {

    private final String name;
    private final Supplier<ByteInput> file;
    private final boolean header;
    private final int columns;

    /** Of labels or targets; empty for a file without. */
    private final int[] truthColumns;

    private final ImageShape shape;
    private final int size;
    private final @Nullable Task task;

    /** Of the classes or targets. */
    private final List<String> names;

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
            truthColumns = truthColumns(lines, options);
            int pixels = columns - truthColumns.length;
            if (pixels < 1) {
                throw new InvalidInputException(lines.name()
                        + (columns == 1
                                ? ": only one column: a line needs pixels and a label, separated by commas"
                                : ": " + columns + " columns, none of which is left for pixels beside "
                                        + truthColumns.length + " targets"));
            }
            shape = options.tableShape(lines.name(), pixels);
            List<String> targetNames = targetNames(lines);
            Survey survey = new Survey();
            for (boolean more = !header || lines.next(); more; more = lines.next()) {
                survey.see(lines);
            }
            if (survey.rows == 0) {
                throw new InvalidInputException(lines.name() + ": a header but no images");
            }
            size = survey.rows;
            task = truthColumns.length == 0
                    ? null
                    : options.task().orElse(survey.allIntegers ? Task.CLASSIFICATION : Task.REGRESSION);
            if (task == Task.CLASSIFICATION && survey.noLabel != null) {
                throw survey.noLabel;
            }
            names = task == Task.REGRESSION ? targetNames : Labels.names(survey.largestLabel + 1);
        }
    }

    /** What a first reading finds out. */
    private final class Survey {
        private int rows;
        private int largestLabel = -1;
        private boolean allIntegers = true;

        /** Why the column is none of labels. */
        private @Nullable InvalidInputException noLabel;

        void see(CsvLines line) {
            requireLength(line);
            rows++;
            for (int column : truthColumns) {
                String place = line.where(column);
                double value = RealTargets.checked(place, line.realNumber(column));
                allIntegers &= Labels.isInteger(value);
                if (noLabel == null) {
                    try {
                        largestLabel = Math.max(largestLabel, Labels.checked(place, value));
                    } catch (InvalidInputException e) {
                        noLabel = e;
                    }
                }
            }
        }
    }

    private void requireLength(CsvLines line) {
        if (line.fields() != columns) {
            throw new InvalidInputException(
                    line.where() + ": " + line.fields() + " fields, but the first line has " + columns);
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
        return !column.equals(DataOptions.NO_LABELS) && !column.matches("-?\\d{1,9}");
    }

    private int[] truthColumns(CsvLines first, DataOptions options) {
        return options.labelColumn()
                .map(wanted -> findColumn(first, wanted))
                .orElseGet(() -> IntStream.range(
                                Math.max(0, columns - options.targets().orElse(1)), columns)
                        .toArray());
    }

    private int[] findColumn(CsvLines first, String wanted) {
        List<String> fields = header ? first.texts() : List.of();
        int named = fields.indexOf(wanted);
        if (named >= 0) {
            return new int[] {named};
        }
        if (wanted.equals(DataOptions.NO_LABELS)) {
            return new int[0];
        }
        if (isName(wanted)) {
            throw new InvalidInputException(
                    first.where() + ": no label column '" + wanted + "' among the " + fields.size() + " fields");
        }
        int index = Integer.parseInt(wanted);
        if (index < 0 || index >= first.fields()) {
            throw new InvalidInputException(
                    first.where() + ": label column " + index + " is not in 0.." + (first.fields() - 1));
        }
        return new int[] {index};
    }

    private List<String> targetNames(CsvLines first) {
        return header
                ? Arrays.stream(truthColumns).mapToObj(first::text).toList()
                : RealTargets.defaultNames(truthColumns.length);
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
    public Optional<Task> task() {
        return Optional.ofNullable(task);
    }

    @Override
    public Dataset load(int limit) {
        Dataset.checkLimit(limit);
        int count = Math.min(limit, size);
        List<float[]> images = new ArrayList<>(count);
        double[] values = new double[count * truthColumns.length];
        try (CsvLines lines = new CsvLines(file.get())) {
            if (header) {
                lines.next();
            }
            while (images.size() < count && lines.next()) {
                requireLength(lines);
                for (int k = 0; k < truthColumns.length; k++) {
                    values[images.size() * truthColumns.length + k] = lines.realNumber(truthColumns[k]);
                }
                images.add(readImage(lines));
            }
        }
        // The file was read twice, and may have been written to in between.
        if (images.size() < count) {
            throw changed();
        }
        return new Dataset(shape, new Pixels.Floats(images.toArray(float[][]::new)), truth(values));
    }

    private @Nullable GroundTruth truth(double[] values) {
        if (task == null) {
            return null;
        }
        if (task == Task.REGRESSION) {
            return new RealTargets(values, names);
        }
        int[] labels = new int[values.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = Labels.checked(name + ": image " + i, values[i]);
            if (labels[i] >= names.size()) {
                throw changed();
            }
        }
        return new ClassLabels(labels, names);
    }

    private InvalidInputException changed() {
        return new InvalidInputException(name + ": changed while it was read");
    }

    private float[] readImage(CsvLines line) {
        float[] image = new float[shape.size()];
        int next = 0;
        int nextTruth = 0;
        for (int column = 0; column < columns; column++) {
            if (nextTruth < truthColumns.length && truthColumns[nextTruth] == column) {
                nextTruth++;
            } else {
                image[next++] = line.number(column);
            }
        }
        return image;
    }
}
