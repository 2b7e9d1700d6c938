package org.convolex.optim;

/**
 * The squared hinge loss, one class against the rest: for target rows y of indicators and signs {@code t_k = 2 y_k - 1},
 *
 * <pre>L(s; y) = 1/2 sum_k max(0, 1 - t_k s_k)^2,   dL/ds_k = -t_k max(0, 1 - t_k s_k).</pre>
 *
 * Convex and differentiable for target rows of any numbers; its curvature is at most 1 for targets in 0..1. It is exactly
 * 0 where every score is on its side of the margin.
 */
public record SquaredHingeLoss() implements ConjugateLoss {

    @Override
    public String name() {
        return "squared-hinge";
    }

    @Override
    public boolean needsClasses() {
        return true;
    }

    @Override
    public double value(double[] scores, int offset, Targets targets, int sample) {
        double sum = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            double sign = 2 * targets.value(sample, k) - 1;
            double shortfall = Math.max(0, 1 - sign * scores[offset + k]);
            sum += shortfall * shortfall;
        }
        return sum / 2;
    }

    @Override
    public double gradient(
            double[] scores, int offset, Targets targets, int sample, double[] gradient, int gradientOffset) {
        double sum = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            double sign = 2 * targets.value(sample, k) - 1;
            double shortfall = Math.max(0, 1 - sign * scores[offset + k]);
            gradient[gradientOffset + k] = -sign * shortfall;
            sum += shortfall * shortfall;
        }
        return sum / 2;
    }

    /** {@inheritDoc} {@code sum_k u_k^2 / 2 - u_k} for u_k = -t_k g_k, at least 0. */
    @Override
    public double conjugate(double[] slope, int offset, Targets targets, int sample) {
        double sum = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            double shortfall = -(2 * targets.value(sample, k) - 1) * slope[offset + k];
            if (shortfall < 0) {
                return Double.POSITIVE_INFINITY;
            }
            sum += shortfall * (shortfall / 2 - 1);
        }
        return sum;
    }

    @Override
    public double curvature(double[] scores, int offset, Targets targets, int sample, int output) {
        double sign = 2 * targets.value(sample, output) - 1;
        return sign * scores[offset + output] < 1 ? sign * sign : 0;
    }
}
