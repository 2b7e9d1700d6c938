package org.convolex.data;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a file of plain numbers does not say about itself.
 *
 * @param labelColumn for CSV, the column of the label or target: a name in the header, a zero-based index, or {@code "none"}
 *     for a file without; without it, the last column, or the last ones
 * @param shape for CSV and for NPZ arrays of n x d, the shape of an image of d values; without it 1 x 1 x d
 * @param task what the images are to be learned from; only CSV and NPZ leave a choice. Without it, they are class labels if
 *     all are integers (NPZ: if their type is), else real targets
 * @param targets for CSV and NPZ, the number of real targets of an image, in CSV the last columns; without it, 1 in CSV, and
 *     in NPZ as many as there are. Makes the task a regression
 */
public record DataOptions(
        Optional<String> labelColumn, Optional<ImageShape> shape, Optional<Task> task, OptionalInt targets) {

    /** The value of a label column for a file without labels. */
    static final String NO_LABELS = "none";

    /** The defaults: the label last, signals of height 1, and a task that the numbers tell. */
    public static final DataOptions DEFAULTS =
            new DataOptions(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

    /**
     * @throws InvalidInputException if there is a number of targets that is below 1, or with a task other than regression, or
     *     above 1 with one label column
     */
    public DataOptions {
        if (targets.isPresent()) {
            int count = targets.getAsInt();
            if (count < 1) {
                throw new InvalidInputException("the number of targets must be at least 1, got " + count);
            }
            if (task.orElse(Task.REGRESSION) != Task.REGRESSION) {
                throw new InvalidInputException(count + " targets were given, but classification has none");
            }
            if (count > 1
                    && labelColumn.filter(column -> !column.equals(NO_LABELS)).isPresent()) {
                throw new InvalidInputException("label column '" + labelColumn.get() + "' is one, but " + count
                        + " targets are expected: they are the last columns");
            }
            task = Optional.of(Task.REGRESSION);
        }
    }

    /** These options with another label column. */
    public DataOptions withLabelColumn(String column) {
        return new DataOptions(Optional.of(column), shape, task, targets);
    }

    /** These options with another shape. */
    public DataOptions withShape(ImageShape newShape) {
        return new DataOptions(labelColumn, Optional.of(newShape), task, targets);
    }

    /** These options with another task. */
    public DataOptions withTask(Task newTask) {
        return new DataOptions(labelColumn, shape, Optional.of(newTask), targets);
    }

    /** These options with another number of real targets. */
    public DataOptions withTargets(int count) {
        return new DataOptions(labelColumn, shape, task, OptionalInt.of(count));
    }

    /** The shape of an image of d values of a table. */
    ImageShape tableShape(String file, int values) {
        ImageShape result = shape.orElseGet(() -> ImageShape.of(file, 1, 1, values));
        if (result.size() != values) {
            throw new InvalidInputException(file + ": " + values + " values per image, but the given shape " + result
                    + " has " + result.size());
        }
        return result;
    }
}
