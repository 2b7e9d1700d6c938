package org.convolex.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Batches of CIFAR-10 in its binary version: records of one label byte, 0..9, and the 3 x 32 x 32 bytes of an image, plane by
 * plane.
 */
final class CifarReader implements DataSource {

    private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
    private static final int RECORD = 1 + SHAPE.size();
    private static final int CLASSES = 10;

    private final String name;
    private final List<Path> batches;
    private final int size;

    /** @param batches files whose records follow each other, at least one */
    CifarReader(String name, List<Path> batches) {
        this.name = name;
        this.batches = List.copyOf(batches);
        long records = batches.stream().mapToLong(CifarReader::records).sum();
        if (records > Integer.MAX_VALUE) {
            throw new InvalidInputException(name + ": " + records + " images, more than " + Integer.MAX_VALUE);
        }
        size = (int) records;
    }

    private static long records(Path batch) {
        long length = DataFiles.length(batch);
        if (length == 0 || length % RECORD != 0) {
            throw new InvalidInputException("%s: %d bytes is not a positive multiple of %d: not CIFAR-10, or truncated"
                    .formatted(DataFiles.name(batch), length, RECORD));
        }
        return length / RECORD;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ImageShape shape() {
        return SHAPE;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Optional<Task> task() {
        return Optional.of(Task.CLASSIFICATION);
    }

    @Override
    public Dataset load(int limit) {
        Dataset.checkLimit(limit);
        int count = Math.min(limit, size);
        byte[][] images = new byte[count][];
        int[] labels = new int[count];
        int next = 0;
        for (Path batch : batches) {
            long records = Math.min(records(batch), count - next);
            try (ByteInput in = ByteInput.open(batch)) {
                for (long i = 0; i < records; i++) {
                    byte[] record = in.read(RECORD, "image " + i);
                    labels[next] = record[0] & 0xFF;
                    if (labels[next] >= CLASSES) {
                        throw new InvalidInputException("%s: offset %d: label %d is not in 0..%d"
                                .formatted(in.name(), i * RECORD, labels[next], CLASSES - 1));
                    }
                    images[next] = Arrays.copyOfRange(record, 1, RECORD);
                    next++;
                }
            }
        }
        return new Dataset(SHAPE, new Pixels.Bytes(images), new ClassLabels(labels, Labels.names(CLASSES)));
    }
}
