package org.convolex.certify;

import org.convolex.linalg.Workers;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;

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
 * factorizations of size min(m, P d2). Memory: a few copies of A for each thread.
 */
public final class FrankWolfeCertifier {
    /** Sums of this size lose at most this share in double precision, with room to spare. */
    private static final double ROUNDING = 1e-11;

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
        requireFits(point, program.features(), program.pointLength());
        GradientSums sums = GradientSums.of(program, point, workers);
        return certify(sums, program.zeroObjective(), program.ball(), point, scope, problemHash, workers);
    }

    /**
     * Certifies a point of a program whose samples may lie on many machines: each sums over its own, and the sums come here.
     *
     * @param sums over all samples
     * @param zeroObjective f(0)
     * @param ball the constraint
     * @throws IllegalArgumentException if the point has another shape than the gradient
     */
    public static Certificate certify(
            GradientSums sums,
            double zeroObjective,
            NuclearNormBall ball,
            FactoredPoint point,
            Scope scope,
            String problemHash,
            Workers workers) {
        int features = point.features();
        int length = sums.gradient().length;
        requireFits(point, features, length);
        double[] dense = point.dense(length);
        double objective = sums.loss() / sums.samples();
        double linear = 0;
        double magnitude = 0;
        double[] gradient = new double[length];
        for (int i = 0; i < length; i++) {
            gradient[i] = sums.gradient()[i] / sums.samples();
            linear += gradient[i] * dense[i];
            magnitude += Math.abs(gradient[i] * dense[i]);
        }
        double radius = ball.radius();
        double support = radius * spectralNorm(gradient, features, workers);
        double rounding = ROUNDING * (Math.abs(objective) + magnitude + support);
        double lowerBound = objective - linear - support - rounding;
        return new Certificate(
                scope,
                new NuclearNormBound(nuclearNormOf(point), radius),
                objective,
                zeroObjective,
                lowerBound,
                problemHash,
                point.hash());
    }

    private static void requireFits(FactoredPoint point, int features, int length) {
        int rows = length / features;
        if (point.rank() > 0 && (point.features() != features || point.responses()[0].length != rows)) {
            throw new IllegalArgumentException("FrankWolfeCertifier: the point is " + point.features() + " x "
                    + point.responses()[0].length + ", the program's points are " + features + " x " + rows);
        }
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

    /** An upper bound of ||G||_2. The Gram matrix is that of the shorter side: its factorizations cost the cube of it. */
    private static double spectralNorm(double[] gradient, int features, Workers workers) {
        int rows = gradient.length / features;
        double[] gram = rows < features
                ? gramOfColumns(transposed(gradient, features), rows, workers)
                : gramOfColumns(gradient, features, workers);
        return Math.sqrt(SpectralBound.ofLargestEigenvalue(gram, Math.min(rows, features)));
    }

    private static double[] transposed(double[] matrix, int columns) {
        int rows = matrix.length / columns;
        double[] transposed = new double[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows + row] = matrix[row * columns + column];
            }
        }
        return transposed;
    }

    private static double[] gramOfColumns(double[] matrix, int columns, Workers workers) {
        return workers.sumOverChunks(matrix.length / columns, columns * columns, (from, to) -> {
            double[] gram = new double[columns * columns];
            for (int row = from; row < to; row++) {
                for (int i = 0; i < columns; i++) {
                    double value = matrix[row * columns + i];
                    for (int j = 0; j < columns; j++) {
                        gram[i * columns + j] += value * matrix[row * columns + j];
                    }
                }
            }
            return gram;
        });
    }
}
