package org.convolex.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Steps through the lines of a comma-separated file and splits each into fields. Works on bytes: a text of a hundred megabytes
 * is mostly small integers, and making a string of each would take most of the time. Not safe for use from several threads.
 */
final class CsvLines implements AutoCloseable {

    private static final int MAX_LINE = 1 << 26;
    private static final int FAST_DIGITS = 7;
    private static final int SHOWN = 40;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Narrower than what Java parses, such as 0x1p3 or 1f. Possessive, to stay linear on a megabyte of digits. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d++\\.?\\d*+|\\.\\d++)([eE][+-]?\\d++)?");

    private final ByteInput in;
    private final byte[] chunk = new byte[1 << 16];
    private int chunkLength;
    private int chunkPosition;

    private byte[] line = new byte[1 << 10];
    private int lineLength;
    private long lineNumber;

    /** Field i is at fieldStarts[i] .. fieldStarts[i + 1] - 2 of the line. */
    private int[] fieldStarts = new int[16];

    private int fields;

    CsvLines(ByteInput in) {
        this.in = in;
    }

    /** Moves to the next line that is not blank; false at the end. */
    boolean next() {
        while (readLine()) {
            if (lineNumber == 1 && startsWithByteOrderMark()) {
                lineLength -= BYTE_ORDER_MARK.length;
                System.arraycopy(line, BYTE_ORDER_MARK.length, line, 0, lineLength);
            }
            if (lineLength > 0 && line[lineLength - 1] == '\r') {
                lineLength--;
            }
            if (!isBlank()) {
                split();
                return true;
            }
        }
        return false;
    }

    private boolean startsWithByteOrderMark() {
        return lineLength >= BYTE_ORDER_MARK.length
                && Arrays.equals(line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private boolean isBlank() {
        for (int i = 0; i < lineLength; i++) {
            if (line[i] != ' ' && line[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private boolean readLine() {
        lineLength = 0;
        lineNumber++;
        boolean any = false;
        while (true) {
            if (chunkPosition == chunkLength) {
                chunkLength = Math.max(in.read(chunk), 0);
                chunkPosition = 0;
                if (chunkLength == 0) {
                    return any;
                }
            }
            any = true;
            int end = chunkPosition;
            while (end < chunkLength && chunk[end] != '\n') {
                end++;
            }
            append(end);
            if (end < chunkLength) {
                chunkPosition = end + 1;
                return true;
            }
            chunkPosition = end;
        }
    }

    /** Appends the chunk up to a position to the line. */
    private void append(int end) {
        int length = lineLength + end - chunkPosition;
        if (length > MAX_LINE) {
            throw new InvalidInputException(where() + ": longer than " + MAX_LINE + " bytes: not a CSV file");
        }
        if (length > line.length) {
            line = Arrays.copyOf(line, Math.max(length, 2 * line.length));
        }
        System.arraycopy(chunk, chunkPosition, line, lineLength, end - chunkPosition);
        lineLength = length;
    }

    private void split() {
        fields = 0;
        for (int i = 0; i < lineLength; i++) {
            if (line[i] == ',') {
                endField(i + 1);
            }
        }
        endField(lineLength + 1);
    }

    private void endField(int nextStart) {
        fields++;
        if (fields == fieldStarts.length) {
            fieldStarts = Arrays.copyOf(fieldStarts, 2 * fields);
        }
        fieldStarts[fields] = nextStart;
    }

    /** Number of fields of this line, at least 1. */
    int fields() {
        return fields;
    }

    /** A field without the space and the quotes around it. */
    String text(int field) {
        int start = fieldStarts[field];
        int end = fieldStarts[field + 1] - 1;
        String text = new String(line, start, end - start, StandardCharsets.UTF_8).strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    List<String> texts() {
        return IntStream.range(0, fields).mapToObj(this::text).toList();
    }

    boolean isNumber(int field) {
        return NUMBER.matcher(text(field)).matches();
    }

    /**
     * The value of a field.
     *
     * @throws InvalidInputException if it is not a finite number
     */
    float number(int field) {
        int digits = digits(field);
        if (digits >= 0) {
            return digits;
        }
        float value = isNumber(field) ? Float.parseFloat(text(field)) : Float.NaN;
        if (Float.isFinite(value)) {
            return value;
        }
        throw notFinite(field);
    }

    /** {@link #number} in double precision. */
    double realNumber(int field) {
        int digits = digits(field);
        if (digits >= 0) {
            return digits;
        }
        double value = isNumber(field) ? Double.parseDouble(text(field)) : Double.NaN;
        if (Double.isFinite(value)) {
            return value;
        }
        throw notFinite(field);
    }

    /** The value of a field of a few digits, or -1 for any other: most pixels and labels are. */
    private int digits(int field) {
        int start = fieldStarts[field];
        int end = fieldStarts[field + 1] - 1;
        if (end > start && end - start <= FAST_DIGITS) {
            int value = 0;
            int i = start;
            while (i < end && line[i] >= '0' && line[i] <= '9') {
                value = 10 * value + line[i] - '0';
                i++;
            }
            if (i == end) {
                return value;
            }
        }
        return -1;
    }

    private InvalidInputException notFinite(int field) {
        String text = text(field);
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return new InvalidInputException(where(field) + ": '" + shown + "' is not a finite number");
    }

    /** The file, for messages. */
    String name() {
        return in.name();
    }

    /** This line, for messages. */
    String where() {
        return in.name() + ": line " + lineNumber;
    }

    /** A field of this line, for messages; counted from 1, as the lines are. */
    String where(int field) {
        return where() + ", field " + (field + 1);
    }

    @Override
    public void close() {
        in.close();
    }
}
