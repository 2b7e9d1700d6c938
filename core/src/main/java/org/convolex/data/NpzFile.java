package org.convolex.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An open zip archive of NumPy arrays. Closing it ends the reading of its arrays. */
final class NpzFile implements AutoCloseable {

    /** Deflate cannot do better: an entry that claims to is damaged, and would have arrays made for data that are not there. */
    private static final int MAX_RATIO = 1032;

    private final String name;
    private final long length;
    private final ZipFile zip;

    NpzFile(Path file) {
        name = DataFiles.name(file);
        length = DataFiles.length(file);
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException e) {
            throw ByteInput.failure(name, e);
        }
    }

    boolean has(String array) {
        return zip.getEntry(array + ".npy") != null;
    }

    /** The names of all entries, for messages. */
    String entries() {
        return zip.stream().map(ZipEntry::getName).collect(Collectors.joining(", "));
    }

    /** Opens an array that the archive has. */
    NpyArray open(String array) {
        ZipEntry entry = zip.getEntry(array + ".npy");
        if (entry.getSize() / MAX_RATIO > length) {
            throw new InvalidInputException(
                    name + ": " + array + ": " + entry.getSize() + " bytes cannot come out of a file of " + length);
        }
        try {
            InputStream content = new Verified(zip.getInputStream(entry), entry.getCrc());
            return new NpyArray(ByteInput.of(name + ": " + array, content), entry.getSize());
        } catch (IOException e) {
            throw ByteInput.failure(name, e);
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw ByteInput.failure(name, e);
        }
    }

    /** Compares the checksum at the end of an entry, which {@link ZipFile} leaves to its callers. */
    private static final class Verified extends CheckedInputStream {

        private final long expected;

        Verified(InputStream in, long expected) {
            super(in, new CRC32());
            this.expected = expected;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count < 0 && getChecksum().getValue() != expected) {
                throw new ZipException("wrong checksum");
            }
            return count;
        }
    }
}
