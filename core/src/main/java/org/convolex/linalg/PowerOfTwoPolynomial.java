package org.convolex.linalg;

/**
 * x -> 2^x as both implementations of {@link Kernels} compute it.
 *
 * <p>With n = round(x) and f = x - n, 2^x = 2^n 2^f. 2^f is a polynomial of degree 6, fitted for the smallest maximal
 * relative error on [-1/2, 1/2], which is 3e-9; in {@code float}, rounding dominates: at most 1.5e-7. 2^n is added to the
 * exponent of the result as an integer. Below x = -126 the result stays at 2^-126, which is 0 for all that is made of it.
 */
final class PowerOfTwoPolynomial {

    /** 1.5 * 2^23: adding it to x leaves round(x) in the last bits of the sum, and takes it away again. */
    static final float ROUNDER = 12582912f;

    static final float LEAST = -126f;

    /** Where the exponent of a float begins. */
    static final int EXPONENT_SHIFT = 23;

    static final float C1 = 0.6931472f;
    static final float C2 = 0.24022648f;
    static final float C3 = 0.055503324f;
    static final float C4 = 0.009618437f;
    static final float C5 = 0.0013398874f;
    static final float C6 = 0.00015353362f;

    private PowerOfTwoPolynomial() {}

    static float power(float x) {
        float clamped = Math.max(x, LEAST);
        float shifted = clamped + ROUNDER;
        float f = clamped - (shifted - ROUNDER);
        float p = (((((C6 * f + C5) * f + C4) * f + C3) * f + C2) * f + C1) * f + 1;
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(shifted) << EXPONENT_SHIFT));
    }
}
