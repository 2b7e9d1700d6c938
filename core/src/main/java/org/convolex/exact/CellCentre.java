package org.convolex.exact;

import org.convolex.linalg.PositiveDefinite;
import org.convolex.linalg.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter well inside a cell: the minimizer of {@code -sum_r log(g_r.u) + m / 2 |u|^2} by damped Newton steps, scaled to
 * length 1. Cost O(m h^2) a step.
 */
final class CellCentre {
    private static final int STEPS = 30;
    private static final double CENTRED = 1e-3;

    private CellCentre() {}

    /**
     * @param inside a filter with all sides above zero
     * @return null if {@code inside} is not inside, or so near a side that double precision cannot tell
     */
    static double @Nullable [] of(ActivationCell cell, double[] inside) {
        int dimension = inside.length;
        double[] point = Vectors.unit(inside);
        double[] normal = new double[dimension];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[dimension];
            double[] hessian = new double[dimension * dimension];
            int sides = 0;
            for (int r = 0; r < cell.sides(); r++) {
                if (!cell.copySide(r, normal)) {
                    continue;
                }
                double slack = Vectors.dot(normal, point);
                if (!(slack > 0)) {
                    return null;
                }
                sides++;
                for (int i = 0; i < dimension; i++) {
                    gradient[i] -= normal[i] / slack;
                    double scaled = normal[i] / slack / slack;
                    for (int j = 0; j <= i; j++) {
                        hessian[i * dimension + j] += scaled * normal[j];
                    }
                }
            }
            if (sides == 0) {
                return point;
            }
            for (int i = 0; i < dimension; i++) {
                gradient[i] += sides * point[i];
                hessian[i * dimension + i] += sides;
            }
            double[] direction = new PositiveDefinite(hessian, dimension).solve(gradient);
            double decrement = Math.sqrt(Math.max(0, Vectors.dot(direction, gradient)));
            if (Double.isNaN(decrement)) {
                return null;
            }
            double length = 1 / (1 + decrement); // keeps a self-concordant function's argument inside
            for (int i = 0; i < dimension; i++) {
                point[i] -= length * direction[i];
            }
            if (decrement < CENTRED) {
                break;
            }
        }
        double[] centre = Vectors.unit(point);
        for (int r = 0; r < cell.sides(); r++) {
            if (cell.copySide(r, normal) && !(Vectors.dot(normal, centre) > 0)) {
                return null;
            }
        }
        return centre;
    }
}
