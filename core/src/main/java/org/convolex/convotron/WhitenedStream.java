package org.convolex.convotron;

/** The samples of another stream, whitened. Not safe for use from several threads. */
final class WhitenedStream implements SampleStream {
    private final SampleStream stream;
    private final Whitening whitening;
    private final double[] raw;
    private final double[] whitened;

    WhitenedStream(SampleStream stream, Whitening whitening) {
        if (stream.inputs() != whitening.report().inputs()) {
            throw new IllegalArgumentException("Whitening: fitted to samples of "
                    + whitening.report().inputs() + " numbers, got " + stream.inputs());
        }
        this.stream = stream;
        this.whitening = whitening;
        this.raw = new double[stream.inputs()];
        this.whitened = new double[stream.inputs()];
    }

    @Override
    public int inputs() {
        return stream.inputs();
    }

    @Override
    public void read(int wanted, Samples samples) {
        stream.read(wanted, samples);
        for (int b = 0; b < wanted; b++) {
            samples.get(b, raw);
            whitening.apply(raw, whitened);
            samples.set(b, whitened, whitened.length, samples.targets()[b]);
        }
    }
}
