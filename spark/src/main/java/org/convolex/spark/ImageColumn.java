package org.convolex.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * A column of images: vectors or arrays of numbers in the order channel, row, column, or Spark's images, whose bytes become the
 * channels red, green, blue. Immutable and safe for use from many threads.
 *
 * @param name of the column
 * @param kind how it holds images
 * @param type in words, for messages
 */
record ImageColumn(String name, Kind kind, String type) implements Serializable {

    /** How a column holds images. */
    enum Kind {
        VECTOR,
        ARRAY,
        IMAGE
    }

    /** @throws InvalidInputException if there is no such column, or its type holds no images */
    static ImageColumn of(StructType schema, String name) {
        DataType type = typeOf(schema, name);
        if (type.equals(SQLDataTypes.VectorType())) {
            return new ImageColumn(name, Kind.VECTOR, "vector");
        }
        if (type instanceof ArrayType array && array.elementType() instanceof NumericType) {
            return new ImageColumn(name, Kind.ARRAY, type.simpleString());
        }
        if (type instanceof StructType struct && isImage(struct)) {
            return new ImageColumn(name, Kind.IMAGE, "image");
        }
        throw new InvalidInputException("column '" + name + "' is of type " + type.simpleString()
                + ": images must be a vector, an array of numbers or an image");
    }

    /** @throws InvalidInputException if there is no such column */
    static DataType typeOf(StructType schema, String name) {
        if (!List.of(schema.fieldNames()).contains(name)) {
            throw new InvalidInputException(
                    "there is no column '" + name + "': there are " + String.join(", ", schema.fieldNames()));
        }
        return schema.apply(name).dataType();
    }

    private static boolean isImage(StructType struct) {
        return List.of(struct.fieldNames())
                .equals(List.of(ImageSchema.columnSchema().fieldNames()));
    }

    /** The column in messages. */
    String words() {
        return "column '" + name + "' (" + type + ")";
    }

    /**
     * The shape of an image, where it says it or is square.
     *
     * @throws InvalidInputException if neither
     */
    ImageShape shapeOf(Row row, int at) {
        if (kind == Kind.IMAGE) {
            Row image = row.getStruct(at);
            return new ImageShape(
                    ImageSchema.getNChannels(image), ImageSchema.getHeight(image), ImageSchema.getWidth(image));
        }
        int length = kind == Kind.VECTOR
                ? ((Vector) row.get(at)).size()
                : row.getList(at).size();
        int side = (int) Math.round(Math.sqrt(length));
        if (length == 0 || side * side != length) {
            throw new InvalidInputException(words() + ": " + length
                    + " numbers are no square image: give imageHeight, imageWidth and imageChannels");
        }
        return new ImageShape(1, side, side);
    }

    /**
     * The pixels of one row, or null and a defect counted.
     *
     * @param at the column's index in the row
     */
    float @Nullable [] read(Row row, int at, ImageShape shape, Defects defects) {
        if (row.isNullAt(at)) {
            defects.nullImage();
            return null;
        }
        float[] pixels = switch (kind) {
            case VECTOR -> ofVector((Vector) row.get(at));
            case ARRAY -> ofArray(row.getList(at));
            case IMAGE -> ofImage(row.getStruct(at), shape, defects);
        };
        if (pixels == null) {
            return null;
        }
        if (pixels.length != shape.size()) {
            defects.length(pixels.length);
            return null;
        }
        for (float pixel : pixels) {
            if (!Float.isFinite(pixel)) {
                defects.notFinite();
                return null;
            }
        }
        return pixels;
    }

    private static float[] ofVector(Vector vector) {
        double[] values = vector.toArray();
        float[] pixels = new float[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) values[i];
        }
        return pixels;
    }

    private static float[] ofArray(List<?> values) {
        float[] pixels = new float[values.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = values.get(i) instanceof Number number ? number.floatValue() : Float.NaN;
        }
        return pixels;
    }

    private static float @Nullable [] ofImage(Row image, ImageShape shape, Defects defects) {
        int channels = ImageSchema.getNChannels(image);
        int height = ImageSchema.getHeight(image);
        int width = ImageSchema.getWidth(image);
        byte[] data = ImageSchema.getData(image);
        boolean same = channels == shape.channels() && height == shape.height() && width == shape.width();
        if (!same || data.length != shape.size()) {
            defects.length(data.length); // numbers of another type are not as many bytes
            return null;
        }
        float[] pixels = new float[data.length];
        for (int i = 0; i < data.length; i++) {
            int channel = i % channels;
            int plane = channels == 1 || channel == 3 ? channel : 2 - channel; // blue, green, red and perhaps opacity
            pixels[plane * height * width + i / channels] = data[i] & 0xFF;
        }
        return pixels;
    }
}
