package org.convolex.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The numbers of a tensor that does not depend on the image, as ONNX has them: little-endian, row by row. Immutable by convention:
 * the array is not copied and must not change.
 */
record Constant(ElementType type, long[] sides, byte[] content) {

    /** Types of numbers, by their number in ONNX's {@code TensorProto.DataType}. */
    enum ElementType {
        FLOAT(1),
        INT64(7),
        DOUBLE(11);

        private final int number;

        ElementType(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** In single precision. */
    static Constant floats(double[] values, long... sides) {
        ByteBuffer buffer = buffer(values.length, Float.BYTES);
        for (double value : values) {
            buffer.putFloat((float) value);
        }
        return new Constant(ElementType.FLOAT, sides, buffer.array());
    }

    /** In single precision. */
    static Constant floats(float[] values, long... sides) {
        ByteBuffer buffer = buffer(values.length, Float.BYTES);
        buffer.asFloatBuffer().put(values);
        return new Constant(ElementType.FLOAT, sides, buffer.array());
    }

    /** In double precision. */
    static Constant doubles(double[] values, long... sides) {
        ByteBuffer buffer = buffer(values.length, Double.BYTES);
        buffer.asDoubleBuffer().put(values);
        return new Constant(ElementType.DOUBLE, sides, buffer.array());
    }

    /** A list of integers, such as the sides of a reshaped tensor. */
    static Constant integers(long... values) {
        ByteBuffer buffer = buffer(values.length, Long.BYTES);
        buffer.asLongBuffer().put(values);
        return new Constant(ElementType.INT64, new long[] {values.length}, buffer.array());
    }

    private static ByteBuffer buffer(int count, int bytes) {
        return ByteBuffer.allocate(Math.multiplyExact(count, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** As TensorProto. */
    Message message(String name) {
        Message tensor = new Message();
        for (long side : sides) {
            tensor.integer(1, side);
        }
        return tensor.integer(2, type.number()).text(8, name).bytes(9, content);
    }
}
