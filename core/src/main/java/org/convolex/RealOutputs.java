package org.convolex;

import java.util.Arrays;
import java.util.List;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RealTargets;
import org.convolex.data.Task;

/**
 * One score for each target, in standard deviations from its mean: for score s_k, the prediction is
 *
 * <pre>y_k = mean_k + scale_k s_k</pre>
 *
 * <p>Mean and standard deviation are those of the training images, weighted as these are. Networks have no intercept, and a
 * program over several targets no way to tell metres from millimetres; so they learn {@code (y_k - mean_k) / scale_k}. The
 * zero model predicts the mean, and a squared loss of 1/2 an output is that of predicting the mean.
 *
 * <p>Immutable by convention: the arrays are not copied and must not change.
 *
 * @param names of the targets
 * @param means in the units of the targets
 * @param scales in the units of the targets, above 0
 */
public record RealOutputs(List<String> names, double[] means, double[] scales) implements Outputs {
    /** What is farther out is an error in the data, and its square nothing to compute with in single precision. */
    private static final double MOST_DEVIATIONS = 1e6;

    /** Predictions are numbers in single precision. */
    private static final double LARGEST_TARGET = 1e30;

    /**
     * @throws InvalidInputException if there are not as many means and scales as names, a mean is not finite, or a scale is
     *     not finite and above 0
     */
    public RealOutputs {
        names = List.copyOf(names);
        if (means.length != names.size() || scales.length != names.size()) {
            throw new InvalidInputException(
                    means.length + " means and " + scales.length + " scales for " + names.size() + " targets");
        }
        for (int k = 0; k < means.length; k++) {
            if (!Double.isFinite(means[k]) || !(scales[k] > 0 && scales[k] < Double.POSITIVE_INFINITY)) {
                throw new InvalidInputException("target '" + names.get(k) + "': mean " + means[k] + ", scale "
                        + scales[k] + ": must be finite, the scale > 0");
            }
        }
    }

    /** Mean and standard deviation of each target; cost O(values). */
    static RealOutputs fit(RealTargets targets, double[] weights) {
        double[] shares = shares(targets.size(), weights);
        int count = targets.count();
        double[] means = new double[count];
        double[] scales = new double[count];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < shares.length; i++) {
                means[k] += shares[i] * targets.value(i, k);
            }
            scales[k] = deviation(targets, k, shares, means[k]);
        }
        return new RealOutputs(targets.names(), means, scales);
    }

    /**
     * One target, as it is: for methods whose relation between images and target would not survive a standardization.
     *
     * @param method that asks, for messages
     * @throws InvalidInputException if there are class labels or several targets, or the target is 0 for all images, or beyond what
     *     single precision has
     */
    public static RealOutputs asTheyAre(Dataset images, String method) {
        if (!(images.truth() instanceof RealTargets targets)) {
            throw new InvalidInputException("method " + method
                    + " learns one real target, but the images have class labels: name the task (--task regression)");
        }
        if (targets.count() != 1) {
            throw new InvalidInputException("method " + method + " learns one real target, got " + targets.count()
                    + ": " + String.join(", ", targets.names()));
        }
        double largest = Arrays.stream(targets.values()).map(Math::abs).max().orElse(0);
        if (largest == 0) {
            throw new InvalidInputException("all " + targets.size() + " targets are 0: there is nothing to learn");
        }
        if (largest > LARGEST_TARGET || largest < 1 / LARGEST_TARGET) {
            throw new InvalidInputException("the largest target is " + largest + ", but must be in "
                    + 1 / LARGEST_TARGET + ".." + LARGEST_TARGET + ": change its unit");
        }
        return new RealOutputs(targets.names(), new double[] {0}, new double[] {1});
    }

    /** Whether predictions are scores. */
    public boolean asTheyAre() {
        return Arrays.stream(means).allMatch(mean -> mean == 0)
                && Arrays.stream(scales).allMatch(scale -> scale == 1);
    }

    /** The weights over their sum. */
    private static double[] shares(int images, double[] weights) {
        double[] shares = weights.clone();
        if (weights.length == 0) {
            shares = new double[images];
            Arrays.fill(shares, 1);
        }
        double sum = Arrays.stream(shares).sum();
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(
                    "the weights of " + images + " images must have a finite sum > 0, got " + sum);
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private static double deviation(RealTargets targets, int k, double[] shares, double mean) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                least = Math.min(least, targets.value(i, k));
                most = Math.max(most, targets.value(i, k));
            }
        }
        if (least == most) {
            throw new InvalidInputException("target '" + targets.names().get(k) + "' is " + least
                    + " for all training images that count, of " + shares.length + ": there is nothing to learn");
        }
        double range = most - least; // as the unit, so that squares of small deviations do not underflow
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            double deviation = (targets.value(i, k) - mean) / range;
            sum += shares[i] * deviation * deviation;
        }
        return range * Math.sqrt(sum);
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidInputException if they have no real targets, others than these, or one more than 1e6 standard
     *     deviations from the mean
     */
    @Override
    public Dataset encode(Dataset images) {
        RealTargets targets = targetsOf(images);
        double[] standardized = new double[targets.values().length];
        for (int i = 0; i < standardized.length; i++) {
            int k = i % count();
            standardized[i] = (targets.values()[i] - means[k]) / scales[k];
            if (!(Math.abs(standardized[i]) <= MOST_DEVIATIONS)) {
                throw new InvalidInputException("image " + i / count() + ": target '" + names.get(k) + "' is "
                        + targets.values()[i] + ", more than " + MOST_DEVIATIONS
                        + " standard deviations of " + scales[k] + " from the mean " + means[k]);
            }
        }
        return images.withTruth(new RealTargets(standardized, names));
    }

    /**
     * The targets of images that have these.
     *
     * @throws InvalidInputException if they have no real targets, or others than these
     */
    RealTargets targetsOf(Dataset images) {
        if (images.truth() == null) {
            throw new InvalidInputException("the images have no targets");
        }
        return images.agreeingWith(Task.REGRESSION, names).targets();
    }

    /**
     * Predictions in the units of the targets.
     *
     * @param scores row-major, images x targets
     */
    public double[] values(float[] scores) {
        double[] values = new double[scores.length];
        for (int i = 0; i < values.length; i++) {
            int k = i % count();
            values[i] = means[k] + scales[k] * scores[i];
        }
        return values;
    }
}
