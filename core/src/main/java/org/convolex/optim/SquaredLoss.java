package org.convolex.optim;

/** Half the squared distance: {@code 1/2 sum_k (s_k - y_k)^2}, with gradient {@code s - y}. */
public record SquaredLoss() implements ConjugateLoss {

    @Override
    public String name() {
        return "squared";
    }

    @Override
    public double value(double[] scores, int offset, Targets targets, int sample) {
        double sum = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            double residual = scores[offset + k] - targets.value(sample, k);
            sum += residual * residual;
        }
        return sum / 2;
    }

    @Override
    public double gradient(
            double[] scores, int offset, Targets targets, int sample, double[] gradient, int gradientOffset) {
        double sum = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            double residual = scores[offset + k] - targets.value(sample, k);
            gradient[gradientOffset + k] = residual;
            sum += residual * residual;
        }
        return sum / 2;
    }

    /** {@inheritDoc} {@code 1/2 |g|^2 + g.y}. */
    @Override
    public double conjugate(double[] slope, int offset, Targets targets, int sample) {
        double sum = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            double g = slope[offset + k];
            sum += g * (g / 2 + targets.value(sample, k));
        }
        return sum;
    }

    @Override
    public double curvature(double[] scores, int offset, Targets targets, int sample, int output) {
        return 1;
    }
}
