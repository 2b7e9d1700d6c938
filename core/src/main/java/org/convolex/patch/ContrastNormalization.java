package org.convolex.patch;

import org.convolex.data.InvalidInputException;

/**
 * Local contrast normalization (section 5 of the paper): {@code z <- (z - mean(z)) / (||z - mean(z)|| + constant)}. The
 * result has norm below 1, and a flat patch becomes 0. Immutable.
 *
 * @param constant keeps faint patches faint, above 0; 0.1 in the published settings, for pixels in 0..1
 */
public record ContrastNormalization(double constant) {

    /**
     * @throws InvalidInputException if the constant is not finite and above 0
     */
    public ContrastNormalization {
        if (!(constant > 0 && constant < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("contrast constant must be finite and > 0, got " + constant);
        }
    }

    /** Normalizes one patch in place: the {@code length} numbers from {@code at} on. */
    public void apply(float[] values, int at, int length) {
        double sum = 0; // exact where all values are equal: in float, flat patches would keep some rounding
        for (int i = at; i < at + length; i++) {
            sum += values[i];
        }
        float mean = (float) (sum / length);
        float squares = 0;
        for (int i = at; i < at + length; i++) {
            float centred = values[i] - mean;
            values[i] = centred;
            squares += centred * centred;
        }
        float factor = (float) (1 / (Math.sqrt(squares) + constant));
        for (int i = at; i < at + length; i++) {
            values[i] *= factor;
        }
    }
}
