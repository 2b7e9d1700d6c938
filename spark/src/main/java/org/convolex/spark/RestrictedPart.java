package org.convolex.spark;

import org.convolex.optim.QuantizedSamples;
import org.convolex.optim.SampleMatrices;

/** Restricted samples at 16 bits, as a partition's cache holds them. */
final class RestrictedPart extends SamplePart {
    private static final long serialVersionUID = 1L;

    private final int samples;
    private final int positions;
    private final int features;
    private final int blockSize;
    private final short[][] codes;
    private final float[][] scales;

    RestrictedPart(QuantizedSamples held, int[] labels, int classes, String loss) {
        super(labels, classes, loss);
        this.samples = held.samples();
        this.positions = held.positions();
        this.features = held.features();
        this.blockSize = held.blockSize();
        this.codes = held.codes();
        this.scales = held.scales();
    }

    @Override
    SampleMatrices samples() {
        return new QuantizedSamples(samples, positions, features, blockSize, codes, scales);
    }
}
