package org.convolex.optim;

import org.convolex.linalg.Kernels;
import org.convolex.linalg.Workers;

/** Scores of samples under a point, without loss or gradient. */
public final class Scores {
    private Scores() {}

    /**
     * {@code scores[i, k] = <Z_i, A_k>}. Cost: one reading of the samples.
     *
     * @param point A, in the order of {@link NuclearNormProgram}
     * @return row-major, samples x outputs
     */
    public static float[] of(SampleMatrices samples, double[] point, int outputs, Workers workers) {
        float[] weights = FusedPass.toFloat(point);
        float[] scores = new float[samples.samples() * outputs];
        workers.forEachChunk(samples.blocks(), (chunk, from, to) -> {
            SampleMatrices.Reader reader = samples.newReader();
            for (int block = from; block < to; block++) {
                int at = block * samples.blockSize() * outputs;
                Kernels.best()
                        .innerProducts(
                                samples.samplesIn(block),
                                samples.rowLength(),
                                outputs,
                                reader.read(block),
                                0,
                                weights,
                                0,
                                scores,
                                at);
            }
        });
        return scores;
    }
}
