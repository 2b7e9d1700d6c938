package org.convolex.data;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A pair of IDX files as MNIST has them: {@code NAME-images-idx3-ubyte} and, unless the set is unlabelled,
 * {@code NAME-labels-idx1-ubyte}, either with {@code .gz}.
 *
 * <p>Format: a big-endian magic number, one big-endian 32-bit count per dimension, then unsigned bytes.
 */
final class IdxReader implements DataSource {

    static final String IMAGES = "-images-idx3-ubyte";
    static final String LABELS = "-labels-idx1-ubyte";
    static final int UNSIGNED_BYTES = 0x0800;

    private final Path images;
    private final Optional<Path> labels;
    private final ImageShape shape;
    private final int size;

    private IdxReader(Path images, Optional<Path> labels) {
        this.images = images;
        this.labels = labels;
        int[] sides = header(images, 3);
        size = sides[0];
        shape = ImageShape.of(DataFiles.name(images), 1, sides[1], sides[2]);
        if (labels.isPresent()) {
            int count = header(labels.get(), 1)[0];
            if (count != size) {
                throw new InvalidInputException("labels: " + size + " images but " + count + " labels ("
                        + DataFiles.name(images) + ", " + DataFiles.name(labels.get()) + ")");
            }
        }
    }

    /** Whether the image file of this stem exists. */
    static boolean exists(Path stem) {
        return find(stem, IMAGES).isPresent();
    }

    /** @param stem folder and name, such as {@code mnist/train} */
    static IdxReader open(Path stem) {
        Path images =
                find(stem, IMAGES).orElseThrow(() -> new InvalidInputException(stem + IMAGES + "[.gz]: no such file"));
        return new IdxReader(images, find(stem, LABELS));
    }

    private static Optional<Path> find(Path stem, String suffix) {
        String name = DataFiles.name(stem) + suffix;
        return List.of(name, name + ".gz").stream()
                .map(stem::resolveSibling)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** The checked sides of a file, from its header and, where the file is not compressed, its length. */
    private static int[] header(Path file, int dimensions) {
        try (ByteInput in = ByteInput.open(file)) {
            int[] sides = header(in, dimensions);
            if (!in.name().endsWith(".gz")) {
                checkLength(file, sides);
            }
            return sides;
        }
    }

    private static int[] header(ByteInput in, int dimensions) {
        int magic = ByteBuffer.wrap(in.read(Integer.BYTES, "the magic number")).getInt();
        int expected = UNSIGNED_BYTES | dimensions;
        if (magic != expected) {
            throw new InvalidInputException(
                    "%s: offset 0: magic number is 0x%08x, expected 0x%08x (unsigned bytes, %d dimension%s)"
                            .formatted(in.name(), magic, expected, dimensions, dimensions == 1 ? "" : "s"));
        }
        int[] sides = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            sides[i] = ByteBuffer.wrap(in.read(Integer.BYTES, "the header")).getInt();
            if (sides[i] < 1) {
                throw new InvalidInputException(in.name() + ": offset " + Integer.BYTES * (i + 1) + ": "
                        + (i == 0 ? "count" : "image side") + " is " + sides[i] + ", must be at least 1");
            }
        }
        return sides;
    }

    private static void checkLength(Path file, int[] sides) {
        long header = (long) Integer.BYTES * (1 + sides.length);
        // In double, where the product of three counts of a damaged header cannot overflow.
        double expected = header + Arrays.stream(sides).asDoubleStream().reduce(1, (a, b) -> a * b);
        long length = DataFiles.length(file);
        if (length != expected) {
            throw new InvalidInputException("%s: %d bytes, but its header announces %.0f: the file is %s"
                    .formatted(DataFiles.name(file), length, expected, length < expected ? "truncated" : "too long"));
        }
    }

    @Override
    public String name() {
        return images.toString();
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Optional<Task> task() {
        return labels.map(file -> Task.CLASSIFICATION);
    }

    @Override
    public Dataset load(int limit) {
        Dataset.checkLimit(limit);
        int count = Math.min(limit, size);
        Pixels pixels = readImages(count);
        if (labels.isEmpty()) {
            return new Dataset(shape, pixels, null);
        }
        int[] all = readLabels(labels.get());
        return new Dataset(
                shape, pixels, new ClassLabels(Arrays.copyOf(all, count), Labels.names(Labels.classes(all))));
    }

    private Pixels readImages(int count) {
        try (ByteInput in = ByteInput.open(images)) {
            header(in, 3);
            Pixels pixels = Pixels.readBytes(in, count, shape);
            if (count == size) {
                in.expectEnd();
            }
            return pixels;
        }
    }

    private int[] readLabels(Path file) {
        try (ByteInput in = ByteInput.open(file)) {
            header(in, 1);
            byte[] bytes = in.read(size, "the labels");
            in.expectEnd();
            int[] values = new int[size];
            for (int i = 0; i < size; i++) {
                values[i] = bytes[i] & 0xFF;
            }
            return values;
        }
    }
}
