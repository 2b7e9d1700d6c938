package org.convolex.optim;

/**
 * The logistic loss of one score for two classes: {@code log(1 + exp(s)) - y s} for y = 1 (the second class) or y = 0 (the
 * first). It is {@link MultinomialLogistic} at the scores -s/2 and s/2. Scores of any finite size are safe.
 */
public record BinaryLogistic() implements ConjugateLoss {

    @Override
    public String name() {
        return "binary-logistic";
    }

    @Override
    public boolean needsClasses() {
        return true;
    }

    @Override
    public double value(double[] scores, int offset, Targets targets, int sample) {
        double sum = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            double score = scores[offset + k];
            sum += Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - targets.value(sample, k) * score;
        }
        return sum;
    }

    @Override
    public double gradient(
            double[] scores, int offset, Targets targets, int sample, double[] gradient, int gradientOffset) {
        for (int k = 0; k < targets.outputs(); k++) {
            gradient[gradientOffset + k] = probability(scores[offset + k]) - targets.value(sample, k);
        }
        return value(scores, offset, targets, sample);
    }

    /** {@inheritDoc} {@code p log p + (1 - p) log(1 - p)} for p = g + y in 0..1. */
    @Override
    public double conjugate(double[] slope, int offset, Targets targets, int sample) {
        double sum = 0;
        for (int k = 0; k < targets.outputs(); k++) {
            double p = slope[offset + k] + targets.value(sample, k);
            sum += MultinomialLogistic.negativeEntropy(p) + MultinomialLogistic.negativeEntropy(1 - p);
        }
        return sum;
    }

    @Override
    public double curvature(double[] scores, int offset, Targets targets, int sample, int output) {
        double p = probability(scores[offset + output]);
        return p * (1 - p);
    }

    private static double probability(double score) {
        return score >= 0 ? 1 / (1 + Math.exp(-score)) : 1 - 1 / (1 + Math.exp(score));
    }
}
