package org.convolex.optim;

/**
 * The multinomial logistic loss: {@code log(sum_k exp(s_k)) - sum_k y_k s_k} for target rows y that sum to one. Its
 * gradient is {@code softmax(s) - y}. Scores of any finite size are safe.
 */
public record MultinomialLogistic() implements ConjugateLoss {
    /** Rounding may take the sum of a slope and a target this far out of the simplex. */
    private static final double OUTSIDE = 1e-12;

    @Override
    public String name() {
        return "logistic";
    }

    @Override
    public boolean needsClasses() {
        return true;
    }

    @Override
    public double value(double[] scores, int offset, Targets targets, int sample) {
        int outputs = targets.outputs();
        double largest = largest(scores, offset, outputs);
        double sum = 0;
        double fit = 0;
        for (int k = 0; k < outputs; k++) {
            double score = scores[offset + k] - largest;
            sum += Math.exp(score);
            fit += targets.value(sample, k) * score;
        }
        return Math.log(sum) - fit;
    }

    @Override
    public double gradient(
            double[] scores, int offset, Targets targets, int sample, double[] gradient, int gradientOffset) {
        int outputs = targets.outputs();
        double largest = largest(scores, offset, outputs);
        double sum = 0;
        double fit = 0;
        for (int k = 0; k < outputs; k++) {
            double score = scores[offset + k] - largest;
            double power = Math.exp(score);
            gradient[gradientOffset + k] = power;
            sum += power;
            fit += targets.value(sample, k) * score;
        }
        for (int k = 0; k < outputs; k++) {
            gradient[gradientOffset + k] = gradient[gradientOffset + k] / sum - targets.value(sample, k);
        }
        return Math.log(sum) - fit;
    }

    private static double largest(double[] scores, int offset, int outputs) {
        double largest = scores[offset];
        for (int k = 1; k < outputs; k++) {
            largest = Math.max(largest, scores[offset + k]);
        }
        return largest;
    }

    /** {@inheritDoc} {@code sum_k p_k log p_k} for p = g + y in the simplex. */
    @Override
    public double conjugate(double[] slope, int offset, Targets targets, int sample) {
        double sum = 0;
        double total = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            double p = slope[offset + k] + targets.value(sample, k);
            sum += negativeEntropy(p);
            total += p;
        }
        return Math.abs(total - 1) <= OUTSIDE * targets.outputs() ? sum : Double.POSITIVE_INFINITY;
    }

    @Override
    public double curvature(double[] scores, int offset, Targets targets, int sample, int output) {
        double largest = largest(scores, offset, targets.outputs());
        double sum = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            sum += Math.exp(scores[offset + k] - largest);
        }
        double p = Math.exp(scores[offset + output] - largest) / sum;
        return p * (1 - p);
    }

    /** {@code p log p}, 0 at 0; infinite outside of 0..1, but for rounding. */
    static double negativeEntropy(double p) {
        if (p < -OUTSIDE || p > 1 + OUTSIDE) {
            return Double.POSITIVE_INFINITY;
        }
        return p <= 0 ? 0 : p * Math.log(p);
    }
}
