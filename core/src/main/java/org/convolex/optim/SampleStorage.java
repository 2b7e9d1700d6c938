package org.convolex.optim;

import org.convolex.linalg.Workers;

/** How samples that are costly to compute are held between readings. */
public enum SampleStorage {
    /** As {@code float}: 4 bytes a number. */
    SINGLE {
        @Override
        public SampleMatrices hold(SampleMatrices samples, Workers workers) {
            return StoredSamples.copyOf(samples, workers);
        }

        @Override
        public double bytesPerNumber() {
            return 4;
        }
    },
    /** As 16-bit integers with a scale a row, see {@link QuantizedSamples}: 2 bytes a number. */
    SIXTEEN_BITS {
        @Override
        public SampleMatrices hold(SampleMatrices samples, Workers workers) {
            return QuantizedSamples.copyOf(samples, workers);
        }

        @Override
        public double bytesPerNumber() {
            return 2;
        }
    },
    /** Not at all: every reading computes them again. */
    RECOMPUTED {
        @Override
        public SampleMatrices hold(SampleMatrices samples, Workers workers) {
            return samples;
        }

        @Override
        public double bytesPerNumber() {
            return 0;
        }
    };

    /** Reads the samples once, unless they are recomputed, and holds them. */
    public abstract SampleMatrices hold(SampleMatrices samples, Workers workers);

    /** Memory, to estimate before anything is read. */
    public abstract double bytesPerNumber();
}
