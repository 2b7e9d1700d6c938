package org.convolex.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes the content of a section: numbers are big-endian, a text is the number of its bytes (4 bytes) and these in UTF-8.
 * Not safe for use from several threads.
 */
final class SectionWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void int32(int value) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    void int64(long value) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    void floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length);
        buffer.asFloatBuffer().put(values);
        bytes.writeBytes(buffer.array());
    }

    void doubles(double... values) {
        ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * values.length);
        buffer.asDoubleBuffer().put(values);
        bytes.writeBytes(buffer.array());
    }

    void int32s(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * values.length);
        buffer.asIntBuffer().put(values);
        bytes.writeBytes(buffer.array());
    }

    void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int32(encoded.length);
        bytes.writeBytes(encoded);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
