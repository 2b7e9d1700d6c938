package org.convolex.data;

import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The optical digits of Alpaydin and Kaynak that come with the library: 1,797 images of 8 x 8 with values 0..16, the first
 * 1,200 for training and the remaining 597 for testing.
 */
final class EmbeddedDigits implements DataSource {

    private static final String RESOURCE = "digits.csv.gz";
    private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
    private static final int TRAIN_SIZE = 1200;
    private static final int ALL = 1797;

    private final String name;
    private final int from;
    private final int to;

    private EmbeddedDigits(String name, int from, int to) {
        this.name = name;
        this.from = from;
        this.to = to;
    }

    static DataSplit split() {
        return new DataSplit(
                new EmbeddedDigits("digits (train)", 0, TRAIN_SIZE),
                Optional.of(new EmbeddedDigits("digits (test)", TRAIN_SIZE, ALL)));
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
        return to - from;
    }

    @Override
    public Optional<Task> task() {
        return Optional.of(Task.CLASSIFICATION);
    }

    @Override
    public Dataset load(int limit) {
        Dataset.checkLimit(limit);
        int end = from + Math.min(limit, size());
        return new CsvReader(RESOURCE, EmbeddedDigits::resource, DataOptions.DEFAULTS.withShape(SHAPE))
                .load(end)
                .subset(IntStream.range(from, end).toArray());
    }

    private static ByteInput resource() {
        InputStream stream = EmbeddedDigits.class.getResourceAsStream(RESOURCE);
        return ByteInput.of(RESOURCE, Objects.requireNonNull(stream, RESOURCE));
    }
}
