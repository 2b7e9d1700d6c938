package org.convolex.exact;

import java.util.Arrays;
import org.convolex.linalg.DoubleKernels;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;

/**
 * Scores of gated networks: of gate i the sum over its open patches of {@code x^T Z_i}, for matrices Z_1 .. Z_G of h x (positions
 * outputs), one after the other.
 *
 * <p>The matrix of samples x (G h) is summed up from the patches at each use, by a bit a patch and gate; gates are the innermost index,
 * over which loops are long. Cost of either way: 2 n G h (K + positions outputs) flops. Memory: n K G bits.
 */
final class GatedScores implements ScoreMap {
    private static final DoubleKernels KERNELS = DoubleKernels.best();

    /** For each byte its bits as numbers. */
    private static final double[] OF_BITS = ofBits();

    private final NetworkProgram program;
    private final Workers workers;
    private final int gates;
    private final int dimension;
    private final int positions;
    private final int outputs;
    /** Bytes of a row, and 8 times that: gates with those that fill up the last 16, which are open to nothing. */
    private final int bytes;

    private final int padded;
    private final byte[] open;

    GatedScores(NetworkProgram program, Workers workers) {
        this.program = program;
        this.workers = workers;
        this.gates = program.gates().count();
        this.dimension = program.rows().dimension();
        this.positions = program.pooling().positions();
        this.outputs = program.outputs();
        this.bytes = (gates + Short.SIZE - 1) / Short.SIZE * Short.BYTES;
        this.padded = bytes * Byte.SIZE;
        PatchRows rows = program.rows();
        this.open = new byte[Math.multiplyExact(rows.count(), bytes)];
        workers.forEachChunk(rows.count(), (chunk, from, to) -> {
            for (int row = from; row < to; row++) {
                for (int gate = 0; gate < gates; gate++) {
                    if (rows.dot(row, program.gates().filters()[gate]) >= 0) {
                        open[row * bytes + gate / Byte.SIZE] |= (byte) (1 << gate % Byte.SIZE);
                    }
                }
            }
        });
    }

    private static double[] ofBits() {
        double[] numbers = new double[(1 << Byte.SIZE) * Byte.SIZE];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i / Byte.SIZE >> i % Byte.SIZE & 1;
        }
        return numbers;
    }

    @Override
    public int size() {
        return Math.multiplyExact(gates * dimension, positions * outputs);
    }

    @Override
    public double[] scores(double[] matrix) {
        int length = positions * dimension * padded;
        double[] ofOutputs = new double[outputs * length];
        for (int i = 0; i < matrix.length; i++) {
            ofOutputs[place(i)] = matrix[i];
        }
        double[] scores = new double[program.samples() * outputs];
        workers.forEachChunk(program.samples(), (chunk, from, to) -> {
            Sums sums = new Sums();
            for (int s = from; s < to; s++) {
                KERNELS.addInnerProducts(length, outputs, sums.of(s), 0, ofOutputs, 0, length, scores, s * outputs);
            }
        });
        return scores;
    }

    @Override
    public double[] transposed(double[] dual) {
        int length = positions * dimension * padded;
        double[] ofOutputs = workers.sumOverChunks(program.samples(), outputs * length, (from, to) -> {
            double[] total = new double[outputs * length];
            Sums sums = new Sums();
            double[] factors = new double[outputs];
            for (int s = from; s < to; s++) {
                System.arraycopy(dual, s * outputs, factors, 0, outputs);
                KERNELS.addCombinations(1, length, outputs, factors, sums.of(s), length, total, 0, length);
            }
            return total;
        });
        double[] matrix = new double[size()];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = ofOutputs[place(i)];
        }
        return matrix;
    }

    /** From gate, row of Z, position, output to output, position, row of Z, gate. */
    private int place(int i) {
        int output = i % outputs;
        int position = i / outputs % positions;
        int row = i / (outputs * positions) % dimension;
        int gate = i / (outputs * positions * dimension);
        return ((output * positions + position) * dimension + row) * padded + gate;
    }

    /** Room for what the gates let through of one sample; not for several threads. */
    private final class Sums {
        private final int patches = program.rows().patches();
        private final double[] sums = new double[positions * dimension * padded];
        private final double[] masks = new double[patches * padded];
        private final double[] values = new double[patches * dimension];

        /** The sums of open patches in the order position, number of the patch, gate. */
        double[] of(int sample) {
            Arrays.fill(sums, 0);
            for (int position = 0; position < positions; position++) {
                int count = 0;
                for (int patch = 0; patch < patches; patch++) {
                    if (program.pooling().positionOf()[patch] == position) {
                        take(sample * patches + patch, count++);
                    }
                }
                KERNELS.addCombinations(
                        count, padded, dimension, values, masks, padded, sums, position * dimension * padded, padded);
            }
            return sums;
        }

        private void take(int row, int place) {
            System.arraycopy(program.rows().values(), row * dimension, values, place * dimension, dimension);
            for (int i = 0; i < bytes; i++) {
                int bits = Byte.toUnsignedInt(open[row * bytes + i]);
                System.arraycopy(OF_BITS, bits * Byte.SIZE, masks, place * padded + i * Byte.SIZE, Byte.SIZE);
            }
        }
    }
}
