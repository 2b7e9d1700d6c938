package org.convolex.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.linalg.Kernels;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;

/** Clusters points: k-means++ (Arthur, Vassilvitskii 2007), then Lloyd's iteration. */
final class KMeans {
    private static final int ITERATIONS = 10;

    /** Points in one product with all centres. */
    private static final int BLOCK = 64;

    private KMeans() {}

    /**
     * Centres of clusters. Does not depend on the number of threads. Cost: 11 n k d1 multiply-adds.
     *
     * @param points at least {@code clusters} different ones
     * @param clusters k
     */
    static double[][] centres(double[][] points, int clusters, long seed, Workers workers) {
        double[][] centres = spread(points, clusters, new SplittableRandom(seed));
        int[] nearest = new int[points.length];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            int[] before = nearest.clone();
            assign(points, centres, nearest, workers);
            if (iteration > 0 && Arrays.equals(before, nearest)) {
                break;
            }
            centres = means(points, nearest, centres);
        }
        return centres;
    }

    /** Each further centre is a point drawn with the square of its distance to the nearest one so far as weight. */
    private static double[][] spread(double[][] points, int clusters, SplittableRandom random) {
        double[][] centres = new double[clusters][];
        double[] squared = new double[points.length];
        Arrays.fill(squared, Double.POSITIVE_INFINITY);
        int chosen = random.nextInt(points.length);
        for (int k = 0; k < clusters; k++) {
            centres[k] = points[chosen];
            double sum = 0;
            for (int i = 0; i < points.length; i++) {
                squared[i] = Math.min(squared[i], Vectors.squaredDistance(points[i], centres[k]));
                sum += squared[i];
            }
            double drawn = random.nextDouble() * sum;
            for (int i = 0; i < points.length; i++) {
                drawn -= squared[i];
                if (squared[i] > 0) {
                    chosen = i;
                    if (drawn < 0) {
                        break;
                    }
                }
            }
        }
        return centres;
    }

    /** The centre with the least ||c||^2 / 2 - c.z for each point. */
    private static void assign(double[][] points, double[][] centres, int[] nearest, Workers workers) {
        int dimension = points[0].length;
        int clusters = centres.length;
        float[] transposed = new float[dimension * clusters];
        float[] half = new float[clusters];
        for (int k = 0; k < clusters; k++) {
            for (int i = 0; i < dimension; i++) {
                transposed[i * clusters + k] = (float) centres[k][i];
            }
            half[k] = (float) (0.5 * Vectors.dot(centres[k], centres[k]));
        }
        workers.forEachChunk(points.length, (chunk, from, to) -> {
            float[] rows = new float[BLOCK * dimension];
            float[] products = new float[BLOCK * clusters];
            for (int first = from; first < to; first += BLOCK) {
                int count = Math.min(BLOCK, to - first);
                for (int i = 0; i < count * dimension; i++) {
                    rows[i] = (float) points[first + i / dimension][i % dimension];
                }
                Kernels.best().multiply(count, dimension, clusters, rows, 0, transposed, 0, products, 0);
                for (int i = 0; i < count; i++) {
                    nearest[first + i] = nearest(half, products, i * clusters);
                }
            }
        });
    }

    private static int nearest(float[] half, float[] products, int at) {
        int best = 0;
        for (int k = 1; k < half.length; k++) {
            if (half[k] - products[at + k] < half[best] - products[at + best]) {
                best = k;
            }
        }
        return best;
    }

    /** The mean of each cluster; where no point is left, the centre stays. */
    private static double[][] means(double[][] points, int[] nearest, double[][] centres) {
        int dimension = points[0].length;
        double[][] means = new double[centres.length][dimension];
        int[] sizes = new int[centres.length];
        for (int i = 0; i < points.length; i++) {
            sizes[nearest[i]]++;
            for (int d = 0; d < dimension; d++) {
                means[nearest[i]][d] += points[i][d];
            }
        }
        for (int k = 0; k < means.length; k++) {
            for (int d = 0; d < dimension; d++) {
                means[k][d] = sizes[k] == 0 ? centres[k][d] : means[k][d] / sizes[k];
            }
        }
        return means;
    }
}
