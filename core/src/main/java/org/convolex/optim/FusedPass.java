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
     * What one reading gives, at x and at y.
     *
     * @param pass that read
     * @param scores of x, samples x outputs
     * @param extrapolatedScores of y
     * @param residuals the weighted loss's gradient in the scores of y
     * @param objective f(x)
     * @param extrapolatedObjective f(y)
     * @param divergence {@code f(x) - f(y') - <grad f(y'), x - y'>} from the y' of the pass before: computed from scores
     *     alone, so that it is accurate however near x and y' are
     * @param gradient of f at y, in the order of points
     */
    record Result(
            FusedPass pass,
            double[] scores,
            double[] extrapolatedScores,
            double[] residuals,
            double objective,
            double extrapolatedObjective,
            double divergence,
            double[] gradient)
            implements Pass {

        @Override
        public Result next(double[] point, double beta) {
            return pass.at(point, this, beta);
        }
    }

    /** At one point: y = x. */
    Result at(double[] point) {
        int length = program.targets().values().length;
        return at(
                point, new Result(this, new double[length], new double[length], new double[length], 0, 0, 0, point), 0);
    }

    /**
     * @param point x
     * @param previous the pass at x' and y'
     * @param beta the extrapolation
     */
    Result at(double[] point, Result previous, double beta) {
        int n = program.samples().samples();
        int length = point.length;
        float[] weights = toFloat(point);
        double[] scores = new double[previous.scores.length];
        double[] extrapolated = beta == 0 ? scores : new double[scores.length];
        double[] residuals = new double[scores.length];
        double[] zeros = new double[scores.length];
        double[] sums = workers.sumOverChunks(program.samples().blocks(), length + 3, (from, to) -> {
            Chunk chunk = new Chunk(weights, previous, beta, scores, extrapolated, residuals, zeros);
            for (int block = from; block < to; block++) {
                chunk.add(block);
            }
            return chunk.sums();
        });
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= n;
        }
        double objective = sums[length];
        double divergence = objective - previous.extrapolatedObjective - sums[length + 2];
        return new Result(
                this,
                scores,
                extrapolated,
                residuals,
                objective,
                sums[length + 1],
                divergence,
                Arrays.copyOf(sums, length));
    }

    /**
     * Over some blocks only: the sum of {@code (r_i(x) - s_i) Z_i} over their samples, divided by their number, for the
     * loss's weighted gradients r_i in the scores.
     *
     * @param point x
     * @param blocks block numbers
     * @param subtracted s, samples x outputs: zeros for the gradient of the mean loss over the blocks, or residuals of a
     *     point x', for the difference of such gradients at x and x'
     */
    double[] over(int[] blocks, double[] point, double[] subtracted) {
        float[] weights = toFloat(point);
        double[] unused = new double[subtracted.length];
        double[] scores = new double[subtracted.length];
        double[] residuals = new double[subtracted.length];
        Result none = new Result(this, unused, unused, unused, 0, 0, 0, point);
        double[] sums = workers.sumOverChunks(blocks.length, point.length + 3, (from, to) -> {
            Chunk chunk = new Chunk(weights, none, 0, scores, scores, residuals, subtracted);
            for (int i = from; i < to; i++) {
                chunk.add(blocks[i]);
            }
            return chunk.sums();
        });
        int count = 0;
        for (int block : blocks) {
            count += program.samples().samplesIn(block);
        }
        double[] gradient = Arrays.copyOf(sums, point.length);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= count;
        }
        return gradient;
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
        private final Result previous;
        private final double beta;
        private final double[] scores;
        private final double[] extrapolatedScores;
        private final double[] residuals;
        private final double[] subtracted;

        private final SampleMatrices.Reader reader = samples.newReader();
        private final float[] blockScores = new float[samples.blockSize() * outputs];
        private final float[] blockResiduals = new float[samples.blockSize() * outputs];
        private final float[] pending;
        private int pendingSamples;

        private double objective;
        private double extrapolatedObjective;
        private double linear;

        /** The gradient; behind it the two objectives and the linear term of the divergence. */
        private final double[] sums;

        Chunk(
                float[] weights,
                Result previous,
                double beta,
                double[] scores,
                double[] extrapolatedScores,
                double[] residuals,
                double[] subtracted) {
            this.weights = weights;
            this.previous = previous;
            this.beta = beta;
            this.scores = scores;
            this.extrapolatedScores = extrapolatedScores;
            this.residuals = residuals;
            this.subtracted = subtracted;
            this.pending = new float[weights.length];
            this.sums = new double[weights.length + 3];
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
            kernels.accumulateCombinations(rows, length, outputs, features, 0, blockResiduals, 0, pending, 0);
            pendingSamples += rows;
            if (pendingSamples + samples.blockSize() > FLUSH_SAMPLES) {
                flush();
            }
        }

        /** Loss at x, loss and its gradient at y, and the step's share of the linear term, for one sample. */
        private void score(int sample, int inBlock) {
            int row = sample * outputs;
            for (int k = 0; k < outputs; k++) {
                double score = blockScores[inBlock + k];
                scores[row + k] = score;
                linear += previous.residuals[row + k] * (score - previous.extrapolatedScores[row + k]);
                if (beta != 0) {
                    extrapolatedScores[row + k] = score + beta * (score - previous.scores[row + k]);
                }
            }
            Targets targets = program.targets();
            double weight = targets.weight(sample);
            double atY = program.loss().gradient(extrapolatedScores, row, targets, sample, residuals, row);
            extrapolatedObjective += weight * atY;
            objective += weight * (beta == 0 ? atY : program.loss().value(scores, row, targets, sample));
            for (int k = 0; k < outputs; k++) {
                residuals[row + k] *= weight;
                blockResiduals[inBlock + k] = (float) (residuals[row + k] - subtracted[row + k]);
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
            sums[pending.length + 1] = extrapolatedObjective;
            sums[pending.length + 2] = linear;
            return sums;
        }
    }
}
