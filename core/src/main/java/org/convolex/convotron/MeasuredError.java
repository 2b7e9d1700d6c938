package org.convolex.convotron;

import java.util.Locale;
import org.convolex.data.InvalidInputException;

/**
 * The mean squared error of a network on images that it has not learned from: all that is known of it, beside a theorem whose
 * assumptions may fail.
 *
 * @param images that were held out, at least 1
 * @param meanSquare of their targets
 * @param error mean squared error
 * @param deviation the standard error of that mean
 */
public record MeasuredError(int images, double meanSquare, double error, double deviation) {

    /**
     * @throws InvalidInputException if there are no images, or a number is not finite or below 0
     */
    public MeasuredError {
        if (images < 1) {
            throw new InvalidInputException("held-out images must be >= 1, got " + images);
        }
        for (double value : new double[] {meanSquare, error, deviation}) {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new InvalidInputException("a measured error must be finite and >= 0, got " + value);
            }
        }
    }

    /** {@code E (f - y)^2 / E y^2}; 0 where all targets are 0. */
    public double relative() {
        return meanSquare == 0 ? 0 : error / meanSquare;
    }

    /** Lower end of an interval of about 95 %. */
    public double low() {
        return Math.max(0, error - 2 * deviation);
    }

    /** Its upper end. */
    public double high() {
        return error + 2 * deviation;
    }

    /** In a line. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "%.4g on %,d held-out images, between %.4g and %.4g (two standard errors either way); %.3g of their mean square"
                        + " target",
                error,
                images,
                low(),
                high(),
                relative());
    }
}
