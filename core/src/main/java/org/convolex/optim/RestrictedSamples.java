package org.convolex.optim;

import org.convolex.linalg.Kernels;

/**
 * The samples Z_i U of a program restricted to A = U B, computed at each reading from the samples Z_i.
 *
 * @param source the samples Z_i
 * @param directions U
 */
public record RestrictedSamples(SampleMatrices source, Directions directions) implements SampleMatrices {

    @Override
    public int samples() {
        return source.samples();
    }

    @Override
    public int positions() {
        return source.positions();
    }

    @Override
    public int features() {
        return directions.count();
    }

    @Override
    public int blockSize() {
        return source.blockSize();
    }

    @Override
    public Reader newReader() {
        Kernels kernels = Kernels.best();
        Reader reader = source.newReader();
        float[] columns = directions.columns();
        float[] product = new float[blockSize() * rowLength()];
        return block -> {
            int rows = source.samplesIn(block) * positions();
            kernels.multiply(rows, source.features(), features(), reader.read(block), 0, columns, 0, product, 0);
            return product;
        };
    }
}
