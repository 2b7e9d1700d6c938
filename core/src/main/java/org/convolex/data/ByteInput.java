package org.convolex.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a file, unpacked if its name ends in {@code .gz}, where every failure becomes an
 * {@link InvalidInputException} with the file's name and the offset. Not safe for use from several threads.
 */
final class ByteInput implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final String name;
    private final InputStream in;
    private long offset;

    ByteInput(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    static ByteInput open(Path file) {
        String name = DataFiles.name(file);
        try {
            return of(name, Files.newInputStream(file));
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    static ByteInput of(String name, InputStream raw) {
        try {
            return new ByteInput(
                    name,
                    name.endsWith(".gz") ? new GZIPInputStream(raw, BUFFER) : new BufferedInputStream(raw, BUFFER));
        } catch (IOException e) {
            InvalidInputException failure = failure(name, e);
            try {
                raw.close();
            } catch (IOException closing) {
                failure.addSuppressed(closing);
            }
            throw failure;
        }
    }

    /** What went wrong with a file, in words for its user. */
    static InvalidInputException failure(String name, IOException e) {
        String reason;
        if (e instanceof NoSuchFileException) {
            reason = "no such file";
        } else if (e instanceof AccessDeniedException) {
            reason = "permission denied";
        } else if (e instanceof EOFException) {
            reason = "the compressed data end too early: the file is truncated";
        } else if (e instanceof ZipException) {
            reason = "not " + (name.endsWith(".gz") ? "gzip" : "zip") + " data, or damaged (" + e.getMessage() + ")";
        } else {
            reason = "cannot be read (" + e.getMessage() + ")";
        }
        return new InvalidInputException(name + ": " + reason, e);
    }

    String name() {
        return name;
    }

    /** Fills a buffer as far as data are at hand; returns the number of bytes, or -1 at the end. */
    int read(byte[] buffer) {
        try {
            int count = in.read(buffer);
            offset += Math.max(count, 0);
            return count;
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /** Exactly this many bytes. Memory grows with what is there, not with what a header claims. */
    byte[] read(int count, String what) {
        byte[] bytes;
        try {
            bytes = in.readNBytes(count);
        } catch (IOException e) {
            throw failure(name, e);
        }
        if (bytes.length < count) {
            throw new InvalidInputException(name + ": offset " + offset + ": the file ends after " + bytes.length
                    + " of " + count + " bytes of " + what + ": it is truncated");
        }
        offset += count;
        return bytes;
    }

    /** Refuses bytes after the expected end. Reads a gzip trailer, and with it checks the checksum. */
    void expectEnd() {
        long end = offset;
        if (read(new byte[1]) > 0) {
            throw new InvalidInputException(name + ": offset " + end + ": more bytes than the header announces");
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw failure(name, e);
        }
    }
}
