package org.convolex.optim;

import java.util.ArrayList;
import java.util.List;
import org.convolex.linalg.Kernels;
import org.convolex.linalg.RightSingularVectors;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.linalg.Workers;

/**
 * An orthonormal set of directions in feature space: the columns of U in A = U B. Immutable, safe for use from many
 * threads.
 *
 * <p>The vectors are rounded to {@code float} once, here, so that restricting the samples and lifting a point use the
 * same U to the last bit; they are orthonormal to about 1e-7.
 */
public final class Directions {
    /** Samples from which principal directions are estimated. */
    private static final int PRINCIPAL_SAMPLES = 1000;

    /** A vector that loses more than this to the directions before it adds nothing but rounding. */
    private static final double INDEPENDENT = 1e-4;

    private final int features;
    private final double[][] vectors;

    private Directions(int features, double[][] vectors) {
        this.features = features;
        this.vectors = vectors;
    }

    /**
     * The leading eigenvectors of the samples' second moment sum Z_i^T Z_i, taken over up to 1,000 samples in blocks
     * spread evenly.
     *
     * @param count how many; at most the number of features
     */
    public static Directions principal(SampleMatrices samples, int count, Workers workers) {
        int features = samples.features();
        int[] blocks = principalBlocks(samples);
        double[] secondMoment = workers.sumOverChunks(blocks.length, features * features, (from, to) -> {
            SampleMatrices.Reader reader = samples.newReader();
            float[] moment = new float[features * features];
            double[] sum = new double[features * features];
            for (int i = from; i < to; i++) {
                int block = blocks[i];
                int rows = samples.samplesIn(block) * samples.positions();
                float[] read = reader.read(block);
                Kernels.best().accumulateCombinations(rows, features, features, read, 0, read, 0, moment, 0);
                for (int j = 0; j < moment.length; j++) {
                    sum[j] += moment[j];
                    moment[j] = 0;
                }
            }
            return sum;
        });
        SymmetricEigen eigen = SymmetricEigen.of(secondMoment, features);
        return orthonormal(features, List.of(eigen.vectors()), count);
    }

    /** The blocks that {@link #principal} reads. */
    public static int[] principalBlocks(SampleMatrices samples) {
        int wanted = Math.min(samples.blocks(), Math.max(1, PRINCIPAL_SAMPLES / samples.blockSize()));
        int[] blocks = new int[wanted];
        for (int i = 0; i < wanted; i++) {
            blocks[i] = (int) ((long) samples.blocks() * i / wanted);
        }
        return blocks;
    }

    /** Directions as given, row by row; orthonormal only as far as they are. */
    public static Directions of(int features, float[][] rows) {
        double[][] vectors = new double[rows.length][];
        for (int j = 0; j < rows.length; j++) {
            vectors[j] = new double[rows[j].length];
            for (int i = 0; i < rows[j].length; i++) {
                vectors[j][i] = rows[j][i];
            }
        }
        return new Directions(features, vectors);
    }

    /** Every direction: the identity. */
    static Directions all(int features) {
        double[][] vectors = new double[features][features];
        for (int i = 0; i < features; i++) {
            vectors[i][i] = 1;
        }
        return new Directions(features, vectors);
    }

    /** Gram-Schmidt, twice for accuracy; vectors that depend on those before them are left out. */
    private static Directions orthonormal(int features, List<double[]> candidates, int most) {
        List<double[]> basis = new ArrayList<>();
        for (double[] candidate : candidates) {
            if (basis.size() == most) {
                break;
            }
            double[] vector = candidate.clone();
            double length = Math.sqrt(RowMatrices.dot(vector, vector));
            for (int repeat = 0; repeat < 2; repeat++) {
                for (double[] other : basis) {
                    double along = RowMatrices.dot(vector, other);
                    for (int i = 0; i < features; i++) {
                        vector[i] -= along * other[i];
                    }
                }
            }
            double rest = Math.sqrt(RowMatrices.dot(vector, vector));
            if (rest > INDEPENDENT * length) {
                for (int i = 0; i < features; i++) {
                    vector[i] = (float) (vector[i] / rest);
                }
                basis.add(vector);
            }
        }
        return new Directions(features, basis.toArray(double[][]::new));
    }

    /** The directions, row by row, as {@link #of} takes them. */
    public float[][] rows() {
        float[][] rows = new float[count()][features];
        for (int j = 0; j < count(); j++) {
            for (int i = 0; i < features; i++) {
                rows[j][i] = (float) vectors[j][i];
            }
        }
        return rows;
    }

    /** The number q of directions. */
    public int count() {
        return vectors.length;
    }

    /** U as {@code float}, row-major, features x count. */
    float[] columns() {
        float[] columns = new float[features * count()];
        for (int j = 0; j < count(); j++) {
            for (int i = 0; i < features; i++) {
                columns[i * count() + j] = (float) vectors[j][i];
            }
        }
        return columns;
    }

    /** A = U B for a restricted point B. */
    public double[] lift(double[] restricted, Workers workers) {
        double[] rows = new double[count() * features];
        for (int j = 0; j < count(); j++) {
            System.arraycopy(vectors[j], 0, rows, j * features, features);
        }
        return RowMatrices.multiply(restricted, count(), rows, features, workers);
    }

    /** B = U^T A: the coordinates of a point, or of a gradient. */
    public double[] coordinates(double[] point, Workers workers) {
        double[] columns = new double[features * count()];
        for (int j = 0; j < count(); j++) {
            for (int i = 0; i < features; i++) {
                columns[i * count() + j] = vectors[j][i];
            }
        }
        return RowMatrices.multiply(point, features, columns, count(), workers);
    }

    /**
     * This set, and beside it the directions along which a gradient leaves it the most. Where that is too many, those of
     * this set that the point does not use go first.
     *
     * @param point A = U B, whose column space is kept
     * @param gradient the full gradient at the point
     * @param additional how many to add
     * @param most how many to have at most, unless the point and the gradient need more
     */
    public Directions extended(double[] point, double[] gradient, int additional, int most, Workers workers) {
        double[] outside = gradient.clone();
        double[] inside = lift(coordinates(gradient, workers), workers);
        for (int i = 0; i < outside.length; i++) {
            outside[i] -= inside[i];
        }
        List<double[]> candidates = new ArrayList<>(leading(point, features, features, workers));
        candidates.addAll(leading(outside, features, additional, workers));
        int needed = candidates.size();
        candidates.addAll(List.of(vectors));
        return orthonormal(features, candidates, Math.max(needed, most));
    }

    /**
     * The column space of a point, and beside it the leading left singular vectors of the gradient there. Restricted to
     * these directions, a program keeps the point, and {@code ||U^T G||_2 = ||G||_2}: it has the same Frank-Wolfe gap there, so
     * that whoever solves it to a smaller one makes progress on the whole.
     *
     * @param additional how many directions to take from the gradient at most
     */
    static Directions around(double[] point, double[] gradient, int features, int additional, Workers workers) {
        List<double[]> candidates = new ArrayList<>(leading(point, features, features, workers));
        int most = Math.min(features, candidates.size() + additional);
        candidates.addAll(leading(gradient, features, features, workers));
        return orthonormal(features, candidates, most);
    }

    /** The leading singular vectors, in feature space, of a point: at most {@code most}, and none of value 0. */
    private static List<double[]> leading(double[] point, int features, int most, Workers workers) {
        RightSingularVectors decomposition = RightSingularVectors.of(point, features, workers);
        double[] values = decomposition.values();
        List<double[]> leading = new ArrayList<>();
        for (int j = 0; j < Math.min(most, values.length) && values[j] > 1e-7 * values[0]; j++) {
            leading.add(decomposition.vectors()[j]);
        }
        return leading;
    }
}
