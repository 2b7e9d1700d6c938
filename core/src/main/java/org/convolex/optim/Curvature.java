package org.convolex.optim;

import java.util.SplittableRandom;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Workers;

/**
 * An estimate of the largest eigenvalue of a program's Hessian at a point, by power iteration on differences of gradients:
 * {@code H v = (G(x + h v) - G(x)) / h}. It is what stochastic steps are scaled by; an estimate, from below, not a bound.
 */
final class Curvature {
    private static final int STEPS = 6;

    private Curvature() {}

    /**
     * Cost: seven full passes.
     *
     * @param gradient G(x)
     * @return the estimate, above 0
     */
    static double at(double[] point, double[] gradient, FusedPass pass, long seed, Workers workers) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] vector = new double[point.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = random.nextGaussian();
        }
        double size = Math.max(1e-3, 1e-2 * Math.sqrt(RowMatrices.dot(point, point)));
        double estimate = 0;
        for (int step = 0; step <= STEPS; step++) {
            double factor = size / Math.sqrt(RowMatrices.dot(vector, vector));
            double[] moved = point.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += factor * vector[i];
            }
            double[] there = pass.at(moved).gradient();
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (there[i] - gradient[i]) / size;
            }
            estimate = Math.sqrt(RowMatrices.dot(vector, vector));
            if (!(estimate > 0 && estimate < Double.POSITIVE_INFINITY)) {
                return 1; // a flat place: any step will do
            }
        }
        return estimate;
    }
}
