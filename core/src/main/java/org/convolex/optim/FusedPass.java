package org.convolex.optim;

import java.util.Arrays;
import org.convolex.linalg.Kernels;
import org.convolex.linalg.Workers;

/**
 * One reading of all samples that gives everything a first-order step wants.
 *
 * <p>An accelerated method needs the objective at its new point x and the gradient at the extrapolated point
 * y = x + beta (x - x'). Scores are linear, so those of y follow from those of x and x': each block of samples is read
 * once, scored at x, and while it is still in the cache its gradient at y is accumulated.
 *
 * <p>Products run in {@code float}; they are summed in {@code float} over at most {@value #FLUSH_SAMPLES} samples and in
 * {@code double} from there on, in an order that does not depend on the number of threads.
 */
final class FusedPass {
    /** Bounds the error of a float sum to about 1e-6 of its terms, and makes the flush to double cheap. */
    private static final int FLUSH_SAMPLES = 128;

    private final NuclearNormProgram program;
    private final Workers workers;
    private final Kernels kernels = Kernels.best();

    FusedPass(NuclearNormProgram program, Workers workers) {
        this.program = program;
        this.workers = workers;
    }

    /**
     * @param scores of the point x, samples x outputs
     * @param objective f(x)
     * @param extrapolatedObjective f(y)
     * @param gradient of f at y, in the order of points
     */
    record Result(double[] scores, double objective, double extrapolatedObjective, double[] gradient) {}

    /** At one point: y = x. */
    Result at(double[] point) {
        return at(point, new double[0], 0);
    }

    /**
     * @param point x
     * @param previousScores the scores of x', unused when beta is 0
     * @param beta the extrapolation
     */
    Result at(double[] point, double[] previousScores, double beta) {
        int outputs = program.targets().outputs();
        int n = program.samples().samples();
        float[] weights = toFloat(point);
        double[] scores = new double[n * outputs];
        int blocks = program.samples().blocks();
        int length = point.length;
        double[] sums = workers.sumOverChunks(blocks, length + 2, (from, to) -> {
            Chunk chunk = new Chunk(weights, previousScores, beta, scores);
            for (int block = from; block < to; block++) {
                chunk.add(block);
            }
            return chunk.sums();
        });
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= n;
        }
        return new Result(scores, sums[length], sums[length + 1], Arrays.copyOf(sums, length));
    }

    static float[] toFloat(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** The sums over one range of blocks. */
    private final class Chunk {
        private final SampleMatrices samples = program.samples();
        private final int outputs = program.targets().outputs();
        private final float[] weights;
        private final double[] previousScores;
        private final double beta;
        private final double[] scores;

        private final SampleMatrices.Reader reader = samples.newReader();
        private final float[] blockScores = new float[samples.blockSize() * outputs];
        private final float[] residuals = new float[samples.blockSize() * outputs];
        private final double[] sampleScores = new double[outputs];
        private final double[] sampleGradient = new double[outputs];
        private final float[] pending;
        private int pendingSamples;

        private double objective;
        private double extrapolated;

        /** The gradient, and behind it the two objectives. */
        private final double[] sums;

        Chunk(float[] weights, double[] previousScores, double beta, double[] scores) {
            this.weights = weights;
            this.previousScores = previousScores;
            this.beta = beta;
            this.scores = scores;
            this.pending = new float[weights.length];
            this.sums = new double[weights.length + 2];
        }

        void add(int block) {
            int rows = samples.samplesIn(block);
            int length = samples.rowLength();
            float[] features = reader.read(block);
            kernels.innerProducts(rows, length, outputs, features, 0, weights, 0, blockScores, 0);
            int first = block * samples.blockSize();
            for (int i = 0; i < rows; i++) {
                score(first + i, i * outputs);
            }
            kernels.accumulateCombinations(rows, length, outputs, features, 0, residuals, 0, pending, 0);
            pendingSamples += rows;
            if (pendingSamples + samples.blockSize() > FLUSH_SAMPLES) {
                flush();
            }
        }

        /** Loss at x, and loss and its gradient at y, of one sample. */
        private void score(int sample, int inBlock) {
            int row = sample * outputs;
            for (int k = 0; k < outputs; k++) {
                double score = blockScores[inBlock + k];
                scores[row + k] = score;
                sampleScores[k] = beta == 0 ? score : score + beta * (score - previousScores[row + k]);
            }
            double atY = program.loss().gradient(sampleScores, 0, program.targets(), sample, sampleGradient, 0);
            extrapolated += atY;
            objective += beta == 0 ? atY : program.loss().value(scores, row, program.targets(), sample);
            for (int k = 0; k < outputs; k++) {
                residuals[inBlock + k] = (float) sampleGradient[k];
            }
        }

        private void flush() {
            for (int i = 0; i < pending.length; i++) {
                sums[i] += pending[i];
                pending[i] = 0;
            }
            pendingSamples = 0;
        }

        double[] sums() {
            flush();
            sums[pending.length] = objective;
            sums[pending.length + 1] = extrapolated;
            return sums;
        }
    }
}
