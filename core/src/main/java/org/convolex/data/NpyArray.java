package org.convolex.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A NumPy array in the NPY format, versions 1 to 3: the header when constructed, then the elements in order as they are read.
 * Real numbers of every NumPy type but half and extended precision, in C order. Not safe for use from several threads.
 */
final class NpyArray {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 16;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*('[^']*'|\\[[^\\]]*\\])");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");
    private static final Pattern TYPE = Pattern.compile("'([<>|])(b1|[iu][1248]|f[48])'");

    private final ByteInput in;
    private final String type;
    private final ByteOrder order;
    private final int[] shape;

    /** @param length bytes of the whole file, as the archive has it */
    NpyArray(ByteInput in, long length) {
        this.in = in;
        if (!Arrays.equals(in.read(MAGIC.length, "the magic number"), MAGIC)) {
            throw new InvalidInputException(in.name() + ": offset 0: not a NumPy array");
        }
        byte[] version = in.read(2, "the version");
        if (version[0] < 1 || version[0] > 3) {
            throw new InvalidInputException(in.name() + ": offset 6: version " + version[0] + " is not 1, 2 or 3");
        }
        int lengthBytes = version[0] == 1 ? 2 : 4;
        byte[] padded = Arrays.copyOf(in.read(lengthBytes, "the header's length"), Integer.BYTES);
        int headerLength =
                ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (headerLength < 0 || headerLength > MAX_HEADER) {
            throw new InvalidInputException(in.name() + ": offset 8: a header of "
                    + Integer.toUnsignedString(headerLength) + " bytes, more than " + MAX_HEADER);
        }
        String header = new String(in.read(headerLength, "the header"), StandardCharsets.UTF_8);

        String descr = entry(header, DESCR);
        Matcher typeCode = TYPE.matcher(descr);
        if (!typeCode.matches()) {
            throw new InvalidInputException(in.name() + ": elements of type " + descr
                    + " are not supported: save integers, float32 or float64");
        }
        type = typeCode.group(2);
        order = typeCode.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        shape = parseShape(entry(header, SHAPE));
        if (entry(header, ORDER).equals("True")) {
            throw new InvalidInputException(in.name() + ": Fortran order: save numpy.ascontiguousarray of it");
        }
        checkLength(length - MAGIC.length - version.length - lengthBytes - headerLength);
    }

    private String entry(String header, Pattern pattern) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new InvalidInputException(in.name() + ": the header is not that of a NumPy array");
        }
        return matcher.group(1);
    }

    private int[] parseShape(String tuple) {
        String[] sides = tuple.isBlank() ? new String[0] : tuple.split(",");
        int[] parsed = new int[sides.length];
        for (int i = 0; i < sides.length; i++) {
            try {
                parsed[i] = Integer.parseInt(sides[i].strip());
            } catch (NumberFormatException e) {
                throw new InvalidInputException(
                        in.name() + ": shape (" + tuple + "): '" + sides[i].strip() + "' is not an integer in 1.."
                                + Integer.MAX_VALUE,
                        e);
            }
            if (parsed[i] < 1) {
                throw new InvalidInputException(in.name() + ": shape (" + tuple + "): every side must be at least 1");
            }
        }
        return parsed;
    }

    private void checkLength(long present) {
        // In double, where the product of the sides of a damaged header cannot overflow.
        double announced = Arrays.stream(shape).asDoubleStream().reduce(elementBytes(), (a, b) -> a * b);
        if (present != announced) {
            throw new InvalidInputException("%s: %d bytes of elements, but shape %s of type %s takes %.0f"
                    .formatted(in.name(), present, shapeText(), type, announced));
        }
    }

    /** The file, for messages. */
    String name() {
        return in.name();
    }

    int rank() {
        return shape.length;
    }

    /** Number of elements along a dimension, at least 1. */
    int side(int dimension) {
        return shape[dimension];
    }

    /** As Python writes it. */
    String shapeText() {
        return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    boolean isUnsignedBytes() {
        return type.equals("u1");
    }

    boolean isInteger() {
        return type.charAt(0) != 'f';
    }

    private int elementBytes() {
        return type.charAt(1) - '0';
    }

    /** The next elements as images, if they are unsigned bytes. */
    Pixels readBytes(int count, ImageShape imageShape) {
        return Pixels.readBytes(in, count, imageShape);
    }

    /** Refuses anything after the elements, and with it a wrong checksum. */
    void expectEnd() {
        in.expectEnd();
    }

    /** The next elements. Integers beyond 2^53 are rounded. */
    double[] read(int count, String what) {
        ByteBuffer raw = ByteBuffer.wrap(in.read(count * elementBytes(), what)).order(order);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = next(raw);
        }
        return values;
    }

    private double next(ByteBuffer raw) {
        return switch (type) {
            case "b1", "u1" -> Byte.toUnsignedInt(raw.get());
            case "i1" -> raw.get();
            case "u2" -> Short.toUnsignedInt(raw.getShort());
            case "i2" -> raw.getShort();
            case "u4" -> Integer.toUnsignedLong(raw.getInt());
            case "i4" -> raw.getInt();
            case "u8" -> unsigned(raw.getLong());
            case "i8" -> raw.getLong();
            case "f4" -> raw.getFloat();
            default -> raw.getDouble();
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (bits >>> 1) * 2.0;
    }
}
