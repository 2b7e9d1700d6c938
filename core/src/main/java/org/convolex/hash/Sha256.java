package org.convolex.hash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over bytes, numbers and texts in the order in which they are added. Numbers count with the most significant byte first.
 *
 * <p>Cost: some hundred megabytes a second. Memory: some kilobytes, whatever is added. Not safe for use from several threads.
 */
public final class Sha256 {
    /** Bytes that numbers are turned into at a time. */
    private static final int BLOCK = 1 << 13;

    private final MessageDigest digest;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Adds bytes as they are. */
    public Sha256 bytes(byte... values) {
        return bytes(values, 0, values.length);
    }

    /** Adds {@code count} bytes from {@code offset} on. */
    public Sha256 bytes(byte[] values, int offset, int count) {
        digest.update(values, offset, count);
        return this;
    }

    /** Adds a text in UTF-8 after the number of its bytes, so that two texts in a row have the bytes of no other two. */
    public Sha256 text(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        return ints(encoded.length).bytes(encoded);
    }

    /** Adds numbers of 4 bytes. */
    public Sha256 ints(int... values) {
        int most = BLOCK / Integer.BYTES;
        for (int from = 0; from < values.length; from += most) {
            int count = Math.min(most, values.length - from);
            block.asIntBuffer().put(values, from, count);
            digest.update(block.array(), 0, Integer.BYTES * count);
        }
        return this;
    }

    /** Adds numbers of 4 bytes. */
    public Sha256 floats(float... values) {
        int most = BLOCK / Float.BYTES;
        for (int from = 0; from < values.length; from += most) {
            int count = Math.min(most, values.length - from);
            block.asFloatBuffer().put(values, from, count);
            digest.update(block.array(), 0, Float.BYTES * count);
        }
        return this;
    }

    /** Adds numbers of 8 bytes. */
    public Sha256 doubles(double... values) {
        int most = BLOCK / Double.BYTES;
        for (int from = 0; from < values.length; from += most) {
            int count = Math.min(most, values.length - from);
            block.asDoubleBuffer().put(values, from, count);
            digest.update(block.array(), 0, Double.BYTES * count);
        }
        return this;
    }

    /** The 32 bytes of the sum of all that was added; what is added later begins anew. */
    public byte[] sum() {
        return digest.digest();
    }

    /** As {@link #sum}, as 64 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(sum());
    }
}
