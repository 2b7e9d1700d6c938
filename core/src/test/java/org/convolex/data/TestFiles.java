package org.convolex.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Writes small files of every format. */
final class TestFiles {

    private TestFiles() {}

    /** A file of an IDX type: magic number, sides, content. */
    static byte[] idx(int magic, int[] sides, byte[] content) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * sides.length + content.length);
        file.putInt(magic);
        for (int side : sides) {
            file.putInt(side);
        }
        return file.put(content).array();
    }

    static byte[] idxImages(int count, int height, int width) {
        return idx(0x803, new int[] {count, height, width}, randomBytes(count * height * width));
    }

    static byte[] idxLabels(int... labels) {
        return idx(0x801, new int[] {labels.length}, bytes(labels));
    }

    /** The same bytes in every call. */
    static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(file)) {
            out.write(content);
        }
        return file.toByteArray();
    }

    /** A NumPy array of version 1 with the header's entries as Python writes them. */
    static byte[] npy(String descr, String fortranOrder, String shape, byte[] content) {
        String header = "{'descr': %s, 'fortran_order': %s, 'shape': %s, }\n".formatted(descr, fortranOrder, shape);
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(10 + text.length + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(bytes(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0))
                .putShort((short) text.length)
                .put(text)
                .put(content)
                .array();
    }

    static byte[] npyBytes(String shape, byte[] content) {
        return npy("'|u1'", "False", shape, content);
    }

    static byte[] npyDoubles(String shape, double... values) {
        ByteBuffer content = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        content.asDoubleBuffer().put(values);
        return npy("'<f8'", "False", shape, content.array());
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        return zip(entries, ZipEntry.DEFLATED);
    }

    static byte[] storedZip(Map<String, byte[]> entries) throws IOException {
        return zip(entries, ZipEntry.STORED);
    }

    private static byte[] zip(Map<String, byte[]> entries, int method) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                CRC32 checksum = new CRC32();
                checksum.update(entry.getValue());
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setMethod(method);
                header.setSize(entry.getValue().length);
                header.setCrc(checksum.getValue());
                out.putNextEntry(header);
                out.write(entry.getValue());
            }
        }
        return file.toByteArray();
    }

    static byte[] npz(byte[] x, byte[] y) throws IOException {
        return zip(Map.of("x.npy", x, "y.npy", y));
    }

    /** One record per label, all of the same pixels. */
    static byte[] cifar(int... labels) {
        byte[] pixels = randomBytes(3072);
        ByteBuffer file = ByteBuffer.allocate(labels.length * 3073);
        for (int label : labels) {
            file.put((byte) label).put(pixels);
        }
        return file.array();
    }

    /** An image in which every channel of every pixel has a value of its own. */
    static BufferedImage image(int type, int height, int width) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, sample(band, y, x));
                }
            }
        }
        return image;
    }

    static int sample(int band, int y, int x) {
        return 100 * band + 10 * y + x;
    }

    static byte[] encode(String format, BufferedImage image) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, file)) {
            throw new IOException("no writer for " + format);
        }
        return file.toByteArray();
    }

    static byte[] greyPng(int height, int width) throws IOException {
        return encode("png", image(BufferedImage.TYPE_BYTE_GRAY, height, width));
    }

    /** Writes a file with the folders that lead to it. */
    static void write(Path folder, String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    static void write(Path folder, String name, String content) throws IOException {
        write(folder, name, content.getBytes(StandardCharsets.UTF_8));
    }
}
