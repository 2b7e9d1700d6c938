package org.convolex;

import java.util.ArrayList;
import java.util.List;
import org.convolex.data.Dataset;

/**
 * What one filter says to an image, position by position. Immutable by convention: the array is not copied and must not change.
 *
 * @param rows positions above each other
 * @param columns positions beside each other
 * @param values row-major, rows x columns
 */
public record ResponseMap(int rows, int columns, float[] values) {

    /** @throws IllegalArgumentException if the array has another length */
    public ResponseMap {
        if (values.length != rows * columns) {
            throw new IllegalArgumentException(
                    "ResponseMap: " + values.length + " values for " + rows + " x " + columns + " positions");
        }
    }

    /** One for each channel of an image that is itself made of responses. */
    public static List<ResponseMap> ofChannels(Dataset responses, int index) {
        int rows = responses.shape().height();
        int columns = responses.shape().width();
        float[] image = responses.image(index);
        List<ResponseMap> maps = new ArrayList<>();
        for (int at = 0; at < image.length; at += rows * columns) {
            float[] values = new float[rows * columns];
            System.arraycopy(image, at, values, 0, values.length);
            maps.add(new ResponseMap(rows, columns, values));
        }
        return maps;
    }
}
