package org.convolex.convotron;

/**
 * A stream as the stages of one training read it, with the buffers that they reuse. Counts what it hands out. Not safe for use from
 * several threads.
 */
final class Feed {
    /** Samples at a time where nothing is learned from step to step. */
    private static final int BULK = 64;

    private final SampleStream stream;
    private final Samples batch;
    private final Samples bulk;
    private final Residuals residuals;
    private long count;

    Feed(SampleStream stream, int batch) {
        this.stream = stream;
        this.batch = new Samples(stream.inputs(), batch);
        this.bulk = new Samples(stream.inputs(), BULK);
        this.residuals = new Residuals(stream.inputs(), batch);
    }

    /** The next samples to take steps with: a batch, or what is left to read. */
    Samples batch(long left) {
        return read(left, batch);
    }

    /** The next samples to look at. */
    Samples bulk(long left) {
        return read(left, bulk);
    }

    private Samples read(long left, Samples samples) {
        stream.read((int) Math.min(left, samples.capacity()), samples);
        count += samples.count();
        return samples;
    }

    /** Of batches; shared by all who take steps. */
    Residuals residuals() {
        return residuals;
    }

    /** Samples so far. */
    long count() {
        return count;
    }
}
