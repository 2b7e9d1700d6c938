package org.convolex.ccnn;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.optim.Targets;

/**
 * How much each training image counts: image i in proportion to {@code images[i] x classes[label of i]}. The program is
 *
 * <pre>f(A) = 1/n sum_i w_i L(&lt;Z_i, A_1&gt;, ..., &lt;Z_i, A_d2&gt;; y_i)</pre>
 *
 * with weights w_i of mean 1, so that losses of weighted and unweighted programs are of one size. A model holds its weighting, so
 * that its certificate can be recomputed.
 *
 * <p>Immutable by convention: the arrays are not copied and must not change.
 *
 * @param classes a factor for each class; empty: all are 1
 * @param images a factor for each training image, in the order of the training data; empty: all are 1
 */
public record Weighting(double[] classes, double[] images) {
    /** Every image counts alike. */
    public static final Weighting NONE = new Weighting(new double[0], new double[0]);

    /**
     * @throws InvalidInputException if a factor is not finite and at least 0
     */
    public Weighting {
        requireFactors("class", classes);
        requireFactors("image", images);
    }

    private static void requireFactors(String what, double[] factors) {
        for (int i = 0; i < factors.length; i++) {
            if (!(factors[i] >= 0 && factors[i] < Double.POSITIVE_INFINITY)) {
                throw new InvalidInputException(
                        "the weight of " + what + " " + i + " must be finite and >= 0, got " + factors[i]);
            }
        }
    }

    /** Whether every image counts alike. */
    public boolean none() {
        return classes.length == 0 && images.length == 0;
    }

    /** The weighting of images in another order: index i of it is {@code order[i]} of this one. */
    Weighting reordered(int[] order) {
        return images.length == 0
                ? this
                : new Weighting(
                        classes,
                        Arrays.stream(order).mapToDouble(i -> images[i]).toArray());
    }

    /** The weighting of images that come {@code times} times each, one behind the other. */
    Weighting repeated(int times) {
        return reordered(
                IntStream.range(0, images.length * times).map(i -> i / times).toArray());
    }

    /** Without what it says of single images: for images that are not those of the training. */
    Weighting ofClassesOnly() {
        return new Weighting(classes, new double[0]);
    }

    /**
     * Indicator targets of labelled images, or real targets as they are, with their weights.
     *
     * @param part consecutive training images
     * @param first the number of its first image among all
     * @throws InvalidInputException if none of the images counts
     */
    Targets targets(Dataset part, int first) {
        Targets alike = part.labelled()
                ? Targets.ofClasses(part.labels(), part.classes())
                : Targets.ofNumbers(part.targets().values(), part.outputs());
        if (none()) {
            return alike;
        }
        double[] sizes = new double[part.size()];
        double sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            double ofClass = classes.length == 0 ? 1 : classes[part.label(i)];
            sizes[i] = ofClass * (images.length == 0 ? 1 : images[first + i]);
            sum += sizes[i];
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(
                    "the weights of " + sizes.length + " images must have a finite sum > 0, got " + sum);
        }
        return alike.weighted(sizes);
    }

    /** {@link #targets(Dataset, int)} of all images. */
    Targets targets(Dataset all) {
        return targets(all, 0);
    }
}
