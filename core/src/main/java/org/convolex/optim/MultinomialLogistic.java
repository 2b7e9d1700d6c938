package org.convolex.optim;

/**
 * The multinomial logistic loss: {@code log(sum_k exp(s_k)) - sum_k y_k s_k} for target rows y that sum to one. Its
 * gradient is {@code softmax(s) - y}. Scores of any finite size are safe.
 */
public record MultinomialLogistic() implements Loss {

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
}
