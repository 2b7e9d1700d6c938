package org.convolex.data;

import java.util.Optional;

/**
 * What a file of plain numbers does not say about itself.
 *
 * @param labelColumn for CSV, the column of the label: a name in the header, a zero-based index, or {@code "none"} for a file
 *     without labels; without it the label is the last column
 * @param shape for CSV and for NPZ arrays of n x d, the shape of an image of d values; without it 1 x 1 x d
 */
public record DataOptions(Optional<String> labelColumn, Optional<ImageShape> shape) {

    /** The defaults: the label last, and signals of height 1. */
    public static final DataOptions DEFAULTS = new DataOptions(Optional.empty(), Optional.empty());

    /** These options with another label column. */
    public DataOptions withLabelColumn(String column) {
        return new DataOptions(Optional.of(column), shape);
    }

    /** These options with another shape. */
    public DataOptions withShape(ImageShape newShape) {
        return new DataOptions(labelColumn, Optional.of(newShape));
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
