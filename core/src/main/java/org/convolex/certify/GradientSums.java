package org.convolex.certify;

import java.util.Arrays;
import org.convolex.linalg.DoubleKernels;
import org.convolex.linalg.Workers;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.SampleMatrices;

/**
 * What a certificate needs of samples: loss and gradient at a point, summed over them in double precision. Sums over parts of the
 * samples add up to those over all.
 *
 * <p>Immutable by convention: the array is not copied and must not change.
 *
 * @param samples how many, each by its weight
 * @param loss the sum of {@code w_i L(<Z_i, A_1>, ..., <Z_i, A_d2>; y_i)}
 * @param gradient the sum of its gradients in A, in the order of points
 */
public record GradientSums(double samples, double loss, double[] gradient) {
    /** Columns of a tile: 2 KiB for each output stay in the first-level cache, as much for each sample in the second. */
    private static final int TILE = 256;

    /** Over the samples of a program. Cost: one reading of them, and 4 n P m d2 flops in double precision. */
    public static GradientSums of(NuclearNormProgram program, FactoredPoint point, Workers workers) {
        double[] dense = point.dense(program.pointLength());
        int length = dense.length;
        double[] sums = workers.sumOverChunks(
                program.samples().blocks(), length + 1, (from, to) -> gradientAndLoss(program, dense, from, to));
        return new GradientSums(program.samples().samples(), sums[length], Arrays.copyOf(sums, length));
    }

    /**
     * The gradient summed over some blocks, and behind it the summed loss. Columns go in tiles, so that the tile of A, or
     * of the sums, is still in the cache when the next sample of the block comes.
     */
    private static double[] gradientAndLoss(NuclearNormProgram program, double[] dense, int from, int to) {
        SampleMatrices samples = program.samples();
        int outputs = program.targets().outputs();
        int row = samples.rowLength();
        SampleMatrices.Reader reader = samples.newReader();
        DoubleKernels kernels = DoubleKernels.best();
        double[] tile = new double[samples.blockSize() * TILE];
        double[] scores = new double[samples.blockSize() * outputs];
        double[] residuals = new double[scores.length];
        double[] sums = new double[dense.length + 1];
        for (int block = from; block < to; block++) {
            float[] read = reader.read(block);
            int count = samples.samplesIn(block);
            Arrays.fill(scores, 0);
            for (int start = 0; start < row; start += TILE) {
                int width = Math.min(TILE, row - start);
                widen(read, start, row, count, tile, width);
                for (int i = 0; i < count; i++) {
                    kernels.addInnerProducts(width, outputs, tile, i * TILE, dense, start, row, scores, i * outputs);
                }
            }
            for (int i = 0; i < count; i++) {
                int at = i * outputs;
                int index = block * samples.blockSize() + i;
                double weight = program.targets().weight(index);
                sums[dense.length] +=
                        weight * program.loss().gradient(scores, at, program.targets(), index, residuals, at);
                for (int k = 0; k < outputs; k++) {
                    residuals[at + k] *= weight;
                }
            }
            for (int start = 0; start < row; start += TILE) {
                int width = Math.min(TILE, row - start);
                widen(read, start, row, count, tile, width);
                kernels.addCombinations(count, width, outputs, residuals, tile, TILE, sums, start, row);
            }
        }
        return sums;
    }

    /** Some columns of all samples of a block in double precision, rows {@value #TILE} apart. */
    private static void widen(float[] read, int start, int row, int count, double[] tile, int width) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < width; j++) {
                tile[i * TILE + j] = read[i * row + start + j];
            }
        }
    }
}
