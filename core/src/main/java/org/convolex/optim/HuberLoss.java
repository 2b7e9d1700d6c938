package org.convolex.optim;

/**
 * The Huber loss (Huber 1964), squared near the target and linear far from it, so that outliers pull with a bounded force:
 * for residuals {@code r_k = s_k - y_k},
 *
 * <pre>L(s; y) = sum_k h(r_k),   h(r) = r^2 / 2 where |r| &lt;= delta,  delta (|r| - delta / 2) beyond;   h'(r) = r cut to -delta..delta.</pre>
 *
 * @param delta where the square ends, finite and above 0, in the unit of the program's targets: for real outputs, standard deviations
 */
public record HuberLoss(double delta) implements ConjugateLoss {
    /** The loss of delta 1 has this name; others have their delta behind a colon. */
    static final String NAME = "huber";

    /**
     * @throws IllegalArgumentException if delta is not finite and above 0
     */
    public HuberLoss {
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("huber: delta must be finite and > 0, got " + delta);
        }
    }

    /** Delta 1. */
    public HuberLoss() {
        this(1);
    }

    @Override
    public String name() {
        return delta == 1 ? NAME : NAME + ":" + delta;
    }

    @Override
    public double value(double[] scores, int offset, Targets targets, int sample) {
        double sum = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            sum += value(scores[offset + k] - targets.value(sample, k));
        }
        return sum;
    }

    @Override
    public double gradient(
            double[] scores, int offset, Targets targets, int sample, double[] gradient, int gradientOffset) {
        double sum = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            double residual = scores[offset + k] - targets.value(sample, k);
            gradient[gradientOffset + k] = Math.max(-delta, Math.min(delta, residual));
            sum += value(residual);
        }
        return sum;
    }

    private double value(double residual) {
        double size = Math.abs(residual);
        return size <= delta ? size * size / 2 : delta * (size - delta / 2);
    }

    /** {@inheritDoc} {@code sum_k g_k^2 / 2 + g_k y_k} for |g_k| at most delta. */
    @Override
    public double conjugate(double[] slope, int offset, Targets targets, int sample) {
        double sum = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            double g = slope[offset + k];
            if (Math.abs(g) > delta) {
                return Double.POSITIVE_INFINITY;
            }
            sum += g * (g / 2 + targets.value(sample, k));
        }
        return sum;
    }

    @Override
    public double curvature(double[] scores, int offset, Targets targets, int sample, int output) {
        return Math.abs(scores[offset + output] - targets.value(sample, output)) <= delta ? 1 : 0;
    }
}
