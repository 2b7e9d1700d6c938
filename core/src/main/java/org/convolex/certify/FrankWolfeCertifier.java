package org.convolex.certify;

import java.util.Arrays;
import org.convolex.linalg.DoubleKernels;
import org.convolex.linalg.Workers;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.SampleMatrices;

/**
 * Certifies a point of {@link NuclearNormProgram} by the Frank-Wolfe gap: for any A with G = grad f(A), convexity gives
 * {@code f(B) >= f(A) + <G, B - A>} for every B, hence
 *
 * <pre>f* &gt;= f(A) - &lt;G, A&gt; - R ||G||_2.</pre>
 *
 * <p>The bound holds for every A, whoever proposes it and however. Objective and gradient are computed here once more, in
 * double precision; {@code ||G||_2} enters as an upper bound with a proof, and the rounding of the
 * sums is taken off the bound. Nothing is shared with the solvers but the statement of the program: samples, targets,
 * loss and radius. Samples are read once; nothing is kept between calls. Safe for use from many threads.
 *
 * <p>Cost: one reading of the samples, 4 n P m d2 flops in double precision, one Gram matrix and a few Cholesky
 * factorizations of size m. Memory: a few copies of A for each thread.
 */
public final class FrankWolfeCertifier {
    /** Sums of this size lose at most this share in double precision, with room to spare. */
    private static final double ROUNDING = 1e-11;

    /** Columns of a tile: 2 KiB for each output stay in the first-level cache, as much for each sample in the second. */
    private static final int TILE = 256;

    private FrankWolfeCertifier() {}

    /**
     * Certifies a point.
     *
     * @param scope what the bound speaks of: where the samples come from is not for the certifier to know
     * @param problemHash copied into the certificate
     * @throws IllegalArgumentException if the point has another shape than the program's points
     */
    public static Certificate certify(
            NuclearNormProgram program, FactoredPoint point, Scope scope, String problemHash, Workers workers) {
        int features = program.samples().features();
        int rows = program.pointLength() / features;
        if (point.rank() > 0 && (point.features() != features || point.responses()[0].length != rows)) {
            throw new IllegalArgumentException("FrankWolfeCertifier: the point is " + point.features() + " x "
                    + point.responses()[0].length + ", the program's points are " + features + " x " + rows);
        }
        double[] dense = point.dense(program.pointLength());
        int length = dense.length;
        int n = program.samples().samples();

        double[] sums = workers.sumOverChunks(
                program.samples().blocks(), length + 1, (from, to) -> gradientAndLoss(program, dense, from, to));
        double objective = sums[length] / n;
        double linear = 0;
        double magnitude = 0;
        double[] gradient = new double[length];
        for (int i = 0; i < length; i++) {
            gradient[i] = sums[i] / n;
            linear += gradient[i] * dense[i];
            magnitude += Math.abs(gradient[i] * dense[i]);
        }
        double radius = program.ball().radius();
        double support =
                radius * Math.sqrt(SpectralBound.ofLargestEigenvalue(gram(gradient, features, workers), features));
        double rounding = ROUNDING * (Math.abs(objective) + magnitude + support);
        double lowerBound = objective - linear - support - rounding;
        return new Certificate(
                scope,
                new NuclearNormBound(nuclearNormOf(point), radius),
                objective,
                program.zeroObjective(),
                lowerBound,
                problemHash,
                point.hash());
    }

    /** ||A||_* is at most sum_j |u_j| |b_j| for any factors; for singular vectors it is equal. */
    private static double nuclearNormOf(FactoredPoint point) {
        double sum = 0;
        for (int j = 0; j < point.rank(); j++) {
            sum += Math.sqrt(squaredNorm(point.filters()[j]) * squaredNorm(point.responses()[j]));
        }
        return sum;
    }

    private static double squaredNorm(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return sum;
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

    /** G G^T over the features, m x m. */
    private static double[] gram(double[] gradient, int features, Workers workers) {
        return workers.sumOverChunks(gradient.length / features, features * features, (from, to) -> {
            double[] gram = new double[features * features];
            for (int row = from; row < to; row++) {
                for (int i = 0; i < features; i++) {
                    double value = gradient[row * features + i];
                    for (int j = 0; j < features; j++) {
                        gram[i * features + j] += value * gradient[row * features + j];
                    }
                }
            }
            return gram;
        });
    }
}
