package org.convolex.exact;

import java.util.Arrays;
import java.util.List;
import org.convolex.linalg.Workers;

/**
 * The matrix A of samples x (groups h) of the convex program, as an operator: row s holds sign_i a_is for every group i. It is
 * computed at each use and never stored. Cost of each product: O(n K h) a group.
 */
final class CellFeatures {
    private final List<ConePoint> points;
    private final int samples;
    private final int dimension;
    private final Workers workers;

    CellFeatures(List<ConePoint> points, int samples, int dimension, Workers workers) {
        this.points = points;
        this.samples = samples;
        this.dimension = dimension;
        this.workers = workers;
    }

    /** A times the points' own values: one score a sample. */
    double[] scores() {
        double[] values = new double[points.size() * dimension];
        for (int p = 0; p < points.size(); p++) {
            System.arraycopy(points.get(p).value(), 0, values, p * dimension, dimension);
        }
        return times(values);
    }

    /** A x. */
    double[] times(double[] x) {
        double[] product = new double[samples];
        workers.forEachChunk(samples, (chunk, from, to) -> {
            double[] feature = new double[dimension];
            for (int s = from; s < to; s++) {
                for (int p = 0; p < points.size(); p++) {
                    copy(points.get(p), s, feature);
                    for (int i = 0; i < dimension; i++) {
                        product[s] += feature[i] * x[p * dimension + i];
                    }
                }
            }
        });
        return product;
    }

    /** A^T v. */
    double[] transposedTimes(double[] v) {
        double[] product = new double[points.size() * dimension];
        workers.forEach(points.size(), p -> {
            double[] feature = new double[dimension];
            for (int s = 0; s < samples; s++) {
                copy(points.get(p), s, feature);
                for (int i = 0; i < dimension; i++) {
                    product[p * dimension + i] += v[s] * feature[i];
                }
            }
        });
        return product;
    }

    /** The part of row s that belongs to a group. */
    void copy(ConePoint point, int sample, double[] feature) {
        Arrays.fill(feature, 0);
        point.cell().addFeature(sample, feature, 0);
        if (point.sign() < 0) {
            for (int i = 0; i < dimension; i++) {
                feature[i] = -feature[i];
            }
        }
    }
}
