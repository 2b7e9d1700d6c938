package org.convolex.optim;

/**
 * What the scores of each sample should be: one row of {@code outputs} numbers a sample; and how much each sample counts.
 * For classes, the row is the indicator of the label.
 *
 * <p>Immutable by convention: the arrays are not copied and must not change. Safe for use from many threads.
 *
 * @param outputs numbers in a row (d2 in the paper)
 * @param values row-major, samples x outputs
 * @param weights one a sample, at least 0, of mean 1; empty: all are 1
 */
public record Targets(int outputs, float[] values, double[] weights) {
    private static final double MEAN_TOLERANCE = 1e-9;

    /**
     * @throws IllegalArgumentException if {@code outputs} is not positive or does not divide the number of values; or if
     *     the weights are not one a sample, finite, at least 0 and of mean 1
     */
    public Targets {
        if (outputs < 1 || values.length % outputs != 0) {
            throw new IllegalArgumentException(
                    "Targets: " + values.length + " values are not rows of " + outputs + " outputs");
        }
        if (weights.length > 0) {
            int samples = values.length / outputs;
            double mean = checkedSum(weights, samples) / samples;
            if (!(Math.abs(mean - 1) <= MEAN_TOLERANCE)) {
                throw new IllegalArgumentException("Targets: the mean weight must be 1, got " + mean);
            }
        }
    }

    /** Targets of samples that all count alike. */
    public Targets(int outputs, float[] values) {
        this(outputs, values, new double[0]);
    }

    /**
     * One indicator row for each label.
     *
     * @throws IllegalArgumentException if a label is not in 0..classes-1
     */
    public static Targets ofClasses(int[] labels, int classes) {
        float[] values = new float[Math.multiplyExact(labels.length, classes)];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "Targets: label " + labels[i] + " of sample " + i + " is not in 0.." + (classes - 1));
            }
            values[i * classes + labels[i]] = 1f;
        }
        return new Targets(classes, values);
    }

    /**
     * Rows of real numbers, rounded to single precision.
     *
     * @param values row-major, samples x outputs
     */
    public static Targets ofNumbers(double[] values, int outputs) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return new Targets(outputs, rounded);
    }

    /**
     * These targets with samples that count in proportion to {@code sizes}: the weights are the sizes over their mean.
     *
     * @param sizes one a sample, finite and at least 0, not all 0; only their proportions matter
     * @throws IllegalArgumentException if they are not
     */
    public Targets weighted(double[] sizes) {
        double mean = checkedSum(sizes, samples()) / samples();
        if (!(mean > 0)) {
            throw new IllegalArgumentException("Targets: the weights of all " + samples() + " samples are 0");
        }
        double[] scaled = new double[sizes.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = sizes[i] / mean;
        }
        return new Targets(outputs, values, scaled);
    }

    private static double checkedSum(double[] weights, int samples) {
        if (weights.length != samples) {
            throw new IllegalArgumentException("Targets: " + weights.length + " weights for " + samples + " samples");
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "Targets: the weight of sample " + i + " must be finite and >= 0, got " + weights[i]);
            }
            sum += weights[i];
        }
        return sum;
    }

    /** The number of samples. */
    public int samples() {
        return values.length / outputs;
    }

    /** The target of one output of one sample. */
    public float value(int sample, int output) {
        return values[sample * outputs + output];
    }

    /** How much a sample counts: 1 on average. */
    public double weight(int sample) {
        return weights.length == 0 ? 1 : weights[sample];
    }
}
