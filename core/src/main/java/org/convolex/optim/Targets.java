package org.convolex.optim;

/**
 * What the scores of each sample should be: one row of {@code outputs} numbers a sample. For classes, the row is the
 * indicator of the label.
 *
 * <p>Immutable by convention: the array is not copied and must not change. Safe for use from many threads.
 *
 * @param outputs numbers in a row (d2 in the paper)
 * @param values row-major, samples x outputs
 */
public record Targets(int outputs, float[] values) {

    /**
     * @throws IllegalArgumentException if {@code outputs} is not positive or does not divide the number of values
     */
    public Targets {
        if (outputs < 1 || values.length % outputs != 0) {
            throw new IllegalArgumentException(
                    "Targets: " + values.length + " values are not rows of " + outputs + " outputs");
        }
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

    /** The number of samples. */
    public int samples() {
        return values.length / outputs;
    }

    /** The target of one output of one sample. */
    public float value(int sample, int output) {
        return values[sample * outputs + output];
    }
}
