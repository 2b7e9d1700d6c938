package org.convolex.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the pairs of IDX files that {@link IdxReader} reads, image by image and uncompressed: the same bytes everywhere. */
final class IdxWriter implements AutoCloseable {
    private final OutputStream images;
    private final OutputStream labels;

    /** @param stem folder and name, such as {@code mnist/train} */
    IdxWriter(Path stem, int count, ImageShape shape) throws IOException {
        images = open(stem, IdxReader.IMAGES, count, shape.height(), shape.width());
        try {
            labels = open(stem, IdxReader.LABELS, count);
        } catch (IOException e) {
            images.close();
            throw e;
        }
    }

    private static OutputStream open(Path stem, String suffix, int... sides) throws IOException {
        Path file = stem.resolveSibling(DataFiles.name(stem) + suffix);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        ByteBuffer header = ByteBuffer.allocate(Integer.BYTES * (1 + sides.length));
        header.putInt(IdxReader.UNSIGNED_BYTES | sides.length);
        for (int side : sides) {
            header.putInt(side);
        }
        out.write(header.array());
        return out;
    }

    void write(byte[] image, int label) throws IOException {
        images.write(image);
        labels.write(label);
    }

    @Override
    public void close() throws IOException {
        try (images;
                labels) {
            // closed even where the other fails
        }
    }
}
