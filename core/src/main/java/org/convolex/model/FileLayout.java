package org.convolex.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.convolex.Provenance;
import org.convolex.data.InvalidInputException;
import org.convolex.hash.Sha256;

/**
 * The bytes around the sections of a model file. Numbers are unsigned and big-endian.
 *
 * <pre>
 *   offset       bytes
 *   0            8      "CVXMODEL"
 *   8            8      0D 0A 1A 0A 0D 00 89 FF: a transfer that takes the file for text changes one of them
 *   16           2      major version of the format: 1
 *   18           2      minor version: 0
 *   20           4      n, the number of sections
 *   24           8      length of the file
 *   32           32 n   the table, for each section
 *                         16   its name in ASCII, padded with zero bytes
 *                         8    its offset in the file
 *                         8    its length
 *   32 + 32 n    any    the sections, in the order of the table and without gaps
 *   length - 32  32     SHA-256 of all bytes before
 * </pre>
 *
 * <p>A minor version may add sections, which earlier readers skip, and changes none that there were before. Whatever else
 * changes makes a new major version, which earlier readers refuse. Signature, version and length stay where they are in
 * every version, so that a reader can always say what it has before it.
 *
 * <p>All failures are {@link InvalidInputException}s that say what is wrong, without the file's name.
 */
final class FileLayout {
    static final int MAJOR = 1;
    static final int MINOR = 0;

    private static final byte[] NAME = "CVXMODEL".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CANARIES = {0x0D, 0x0A, 0x1A, 0x0A, 0x0D, 0x00, (byte) 0x89, (byte) 0xFF};
    private static final int HEADER = 32;
    private static final int TABLE_ENTRY = 32;
    private static final int SECTION_NAME = 16;
    private static final int SECTION_COUNT_AT = 20;
    private static final int CHECKSUM = 32;

    /** What fits an array. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private FileLayout() {}

    /** @throws InvalidInputException if the file would be longer than 2 GiB */
    static byte[] encode(Sections sections) {
        Map<String, ByteBuffer> contents = sections.contents();
        int offset = HEADER + TABLE_ENTRY * contents.size();
        long length = (long) offset + CHECKSUM;
        for (ByteBuffer content : contents.values()) {
            length += content.remaining();
        }
        if (length > MOST_BYTES) {
            throw tooLong(length);
        }
        ByteBuffer file = ByteBuffer.allocate((int) length);
        file.put(NAME).put(CANARIES).putShort((short) MAJOR).putShort((short) MINOR);
        file.putInt(contents.size()).putLong(length);
        for (Map.Entry<String, ByteBuffer> section : contents.entrySet()) {
            int size = section.getValue().remaining();
            file.put(Arrays.copyOf(section.getKey().getBytes(StandardCharsets.US_ASCII), SECTION_NAME));
            file.putLong(offset).putLong(size);
            offset += size;
        }
        contents.values().forEach(content -> file.put(content.duplicate()));
        return file.put(checksum(file.array())).array();
    }

    /**
     * Takes a file apart. Reads 32 bytes to see what the file is, and the rest only if its header is right.
     *
     * @param length of the file, as the file system knows it
     */
    static Sections decode(InputStream in, long length) throws IOException {
        byte[] header = in.readNBytes(HEADER);
        checkHeader(header, length);
        byte[] file = Arrays.copyOf(header, (int) length);
        in.readNBytes(file, HEADER, file.length - HEADER);
        if (!Arrays.equals(checksum(file), Arrays.copyOfRange(file, file.length - CHECKSUM, file.length))) {
            throw damaged("its bytes do not have the checksum that it holds");
        }
        return sections(file);
    }

    private static void checkHeader(byte[] bytes, long length) {
        if (bytes.length == 0) {
            throw new InvalidInputException("not a Convolex model (it is empty)");
        }
        int known = Math.min(bytes.length, NAME.length);
        if (!Arrays.equals(bytes, 0, known, NAME, 0, known)) {
            throw new InvalidInputException("not a Convolex model (it starts with \"" + printable(bytes, known)
                    + "\", expected \"" + printable(NAME, NAME.length) + "\")");
        }
        if (bytes.length < HEADER) {
            throw damaged("it ends after " + bytes.length + " bytes, within its header");
        }
        if (!Arrays.equals(bytes, NAME.length, NAME.length + CANARIES.length, CANARIES, 0, CANARIES.length)) {
            throw damaged("bytes that a transfer as text would change are changed");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).position(NAME.length + CANARIES.length);
        int major = Short.toUnsignedInt(header.getShort());
        int minor = Short.toUnsignedInt(header.getShort());
        if (major != MAJOR) {
            throw new InvalidInputException(String.format(
                    "a model file of format version %d.%d, but this release (%s) reads version %d.%d",
                    major, minor, Provenance.libraryVersion(), MAJOR, MINOR));
        }
        long sections = Integer.toUnsignedLong(header.getInt());
        long announced = header.getLong();
        if (announced != length) {
            throw damaged("it has " + length + " bytes, but its header says " + Long.toUnsignedString(announced));
        }
        if (length > MOST_BYTES) {
            throw tooLong(length);
        }
        if (HEADER + sections * TABLE_ENTRY + CHECKSUM > length) {
            throw damaged("it is too short for the " + sections + " sections that its header announces");
        }
    }

    private static Sections sections(byte[] file) {
        ByteBuffer table = ByteBuffer.wrap(file);
        int count = table.getInt(SECTION_COUNT_AT);
        table.position(HEADER);
        int end = file.length - CHECKSUM;
        int expected = HEADER + TABLE_ENTRY * count;
        Sections sections = new Sections();
        for (int i = 0; i < count; i++) {
            byte[] padded = new byte[SECTION_NAME];
            table.get(padded);
            String name = new String(padded, StandardCharsets.US_ASCII).replaceAll("\0+$", "");
            long offset = table.getLong();
            long size = table.getLong();
            if (offset != expected || size < 0 || size > end - offset) {
                throw damaged("section '" + name + "' is said to have " + Long.toUnsignedString(size) + " bytes from "
                        + Long.toUnsignedString(offset) + " on, but it begins at " + expected
                        + " and the sections end at " + end);
            }
            expected += (int) size;
            sections.add(name, ByteBuffer.wrap(file, (int) offset, (int) size).slice());
        }
        if (expected != end) {
            throw damaged((end - expected) + " bytes follow its last section");
        }
        return sections;
    }

    /** Of all bytes but the last 32. */
    private static byte[] checksum(byte[] file) {
        return new Sha256().bytes(file, 0, file.length - CHECKSUM).sum();
    }

    private static String printable(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
    }

    private static InvalidInputException tooLong(long length) {
        return new InvalidInputException("a model of " + length + " bytes: more than " + MOST_BYTES + " do not fit");
    }

    /** The file is, or was, one of ours. */
    static InvalidInputException damaged(String reason) {
        return new InvalidInputException("damaged model file: " + reason);
    }
}
