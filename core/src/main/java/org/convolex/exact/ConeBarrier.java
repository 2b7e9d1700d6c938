package org.convolex.exact;

import org.convolex.linalg.Vectors;
import org.convolex.network.FilterNorm;

/**
 * The barrier function of one group of the convex program, for {@code b_g = beta w_g} and {@code nu_g = mu / b_g}:
 *
 * <pre>
 *   sum_g [ b_g t_g - mu log(2 nu_g t_g) ]  -  mu sum_r log(g_r.c),      t_g = nu_g + sqrt(nu_g^2 + |c_g|^2)
 * </pre>
 *
 * <p>The first term is the norm {@code beta N(c)} with the barrier of the second-order cones {@code |c_g| <= t_g}, minimized over
 * t_g. Its gradient is b_g c_g / t_g, its curvature mu / (t_g (t_g - nu_g)) along c_g and b_g / t_g across. Cost O(m h^2).
 */
final class ConeBarrier {
    private final FilterNorm norm;
    private final double beta;
    private final int dimension;

    ConeBarrier(FilterNorm norm, double beta) {
        this.norm = norm;
        this.beta = beta;
        this.dimension = norm.dimension();
    }

    /** The number of barriers, which times mu bounds the distance from the optimum. */
    int count(ConePoint point) {
        return point.cell().sides() + 2 * norm.groups();
    }

    /** The function's value; infinite outside of the cone. */
    double value(ConePoint point, double mu) {
        double sum = 0;
        for (int g = 0; g < norm.groups(); g++) {
            double b = beta * norm.weights()[g];
            double nu = mu / b;
            double t = nu + Math.hypot(nu, norm.length(point.value(), g));
            sum += b * t - mu * Math.log(2 * nu * t);
        }
        double[] normal = new double[dimension];
        for (int r = 0; r < point.cell().sides(); r++) {
            if (point.cell().copySide(r, normal)) {
                double slack = Vectors.dot(normal, point.value());
                if (!(slack > 0)) {
                    return Double.POSITIVE_INFINITY;
                }
                sum -= mu * Math.log(slack);
            }
        }
        return sum;
    }

    /**
     * Gradient and Hessian.
     *
     * @param gradient receives what is added from {@code at} on
     * @return row-major, h x h; only the lower triangle
     */
    double[] derivatives(ConePoint point, double mu, double[] gradient, int at) {
        double[] c = point.value();
        double[] hessian = new double[dimension * dimension];
        for (int g = 0; g < norm.groups(); g++) {
            double b = beta * norm.weights()[g];
            double nu = mu / b;
            double length = norm.length(c, g);
            double root = Math.hypot(nu, length);
            double t = nu + root;
            double radial = length == 0 ? 0 : (mu / (t * root) - b / t) / (length * length);
            for (int i = norm.start(g); i < norm.ends()[g]; i++) {
                gradient[at + i] += b / t * c[i];
                for (int j = norm.start(g); j <= i; j++) {
                    hessian[i * dimension + j] += radial * c[i] * c[j] + (i == j ? b / t : 0);
                }
            }
        }
        double[] normal = new double[dimension];
        for (int r = 0; r < point.cell().sides(); r++) {
            if (point.cell().copySide(r, normal)) {
                double slack = Vectors.dot(normal, c);
                double force = mu / slack;
                for (int i = 0; i < dimension; i++) {
                    gradient[at + i] -= force * normal[i];
                    double scaled = force / slack * normal[i];
                    for (int j = 0; j <= i; j++) {
                        hessian[i * dimension + j] += scaled * normal[j];
                    }
                }
            }
        }
        return hessian;
    }

    /** How far the point may go along a direction, whose part starts at {@code at}, before it meets a side. */
    double distance(ConePoint point, double[] direction, int at) {
        double nearest = Double.POSITIVE_INFINITY;
        double[] normal = new double[dimension];
        for (int r = 0; r < point.cell().sides(); r++) {
            if (point.cell().copySide(r, normal)) {
                double change = Vectors.dot(normal, direction, at);
                if (change < 0) {
                    nearest = Math.min(nearest, -Vectors.dot(normal, point.value()) / change);
                }
            }
        }
        return nearest;
    }
}
