package org.convolex.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.convolex.data.InvalidInputException;

/**
 * Reads what {@link SectionWriter} writes, and trusts nothing: no more is allocated than the section has bytes, and numbers
 * are checked against the range that the caller gives. Not safe for use from several threads.
 *
 * <p>Every method takes what the value is called in messages, and throws {@link InvalidInputException} if the section ends
 * too early or the value is out of its range.
 */
final class SectionReader {
    /** The names of methods, losses and the like. */
    private static final int LONGEST_WORD = 32;

    private final ByteBuffer bytes;

    SectionReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int int32(String what, int least) {
        require(what, Integer.BYTES);
        int value = bytes.getInt();
        if (value < least) {
            throw new InvalidInputException(what + " is " + value + ", which is less than " + least);
        }
        return value;
    }

    /** A size that is known already, and written so that a section can be read for itself. */
    void expectInt32(String what, int expected) {
        require(what, Integer.BYTES);
        int value = bytes.getInt();
        if (value != expected) {
            throw new InvalidInputException(what + " is " + value + ", but the rest of the model has " + expected);
        }
    }

    long int64(String what) {
        require(what, Long.BYTES);
        return bytes.getLong();
    }

    /** Any number, also one that is not finite. */
    double anyDouble(String what) {
        require(what, Double.BYTES);
        return bytes.getDouble();
    }

    /** A finite number above 0. */
    double positiveDouble(String what) {
        return positive(what, anyDouble(what));
    }

    /** A finite number above 0. */
    float positiveFloat(String what) {
        require(what, Float.BYTES);
        float value = bytes.getFloat();
        positive(what, value);
        return value;
    }

    private static double positive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(what + " must be finite and > 0, got " + value);
        }
        return value;
    }

    /** Finite numbers. */
    float[] floats(String what, long count) {
        require(what, count, Float.BYTES);
        float[] values = new float[(int) count];
        bytes.asFloatBuffer().get(values);
        skip(values.length * Float.BYTES);
        for (int i = 0; i < values.length; i++) {
            requireFinite(what, i, values[i]);
        }
        return values;
    }

    /** Finite numbers. */
    double[] doubles(String what, long count) {
        require(what, count, Double.BYTES);
        double[] values = new double[(int) count];
        bytes.asDoubleBuffer().get(values);
        skip(values.length * Double.BYTES);
        for (int i = 0; i < values.length; i++) {
            requireFinite(what, i, values[i]);
        }
        return values;
    }

    /** Numbers in a range. */
    int[] int32s(String what, long count, int least, int most) {
        require(what, count, Integer.BYTES);
        int[] values = new int[(int) count];
        bytes.asIntBuffer().get(values);
        skip(values.length * Integer.BYTES);
        for (int i = 0; i < values.length; i++) {
            if (values[i] < least || values[i] > most) {
                throw new InvalidInputException(
                        what + ", number " + i + ": " + values[i] + " is not in " + least + ".." + most);
            }
        }
        return values;
    }

    private static void requireFinite(String what, int index, double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidInputException(what + ", number " + index + ": " + value + " is not a finite number");
        }
    }

    String text(String what) {
        return text(what, Integer.MAX_VALUE);
    }

    /** A short text. */
    String word(String what) {
        return text(what, LONGEST_WORD);
    }

    private String text(String what, int longest) {
        int length = int32("the length of " + what, 0);
        if (length > longest) {
            throw new InvalidInputException(what + " has " + length + " bytes, more than " + longest);
        }
        require(what, length);
        ByteBuffer encoded = bytes.slice(bytes.position(), length);
        skip(length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(what + " is not UTF-8", e);
        }
    }

    /** Refuses bytes that nobody has read. */
    void expectEnd() {
        if (bytes.hasRemaining()) {
            throw new InvalidInputException("it has " + bytes.remaining() + " bytes more than its content takes");
        }
    }

    private void skip(int count) {
        bytes.position(bytes.position() + count);
    }

    private void require(String what, long count) {
        require(what, count, 1);
    }

    /** Without overflow, however many numbers are asked for. */
    private void require(String what, long count, int bytesEach) {
        if (count > bytes.remaining() / bytesEach) {
            throw new InvalidInputException("it ends too early for " + what);
        }
    }
}
