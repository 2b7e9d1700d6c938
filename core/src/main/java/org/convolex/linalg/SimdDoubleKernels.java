package org.convolex.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Double precision on the JDK's Vector API. The rules of {@link SimdKernels} on vectors, lanes and bits hold here too. */
final class SimdDoubleKernels implements DoubleKernels {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Sums that are kept in registers side by side: enough to hide the latency of a multiply-add. */
    private static final int GROUP = 5;

    @Override
    public void addInnerProducts(
            int length, int outputs, double[] x, double[] w, int wOffset, int stride, double[] sums, int at) {
        int whole = length - length % LANES;
        double[] lanes = new double[GROUP * LANES];
        for (int k = 0; k < outputs; k += GROUP) {
            int last = wOffset + (outputs - 1) * stride; // outputs past the last are computed from it, and dropped
            int first = wOffset + k * stride;
            group(
                    whole,
                    x,
                    w,
                    first,
                    Math.min(first + stride, last),
                    Math.min(first + 2 * stride, last),
                    Math.min(first + 3 * stride, last),
                    Math.min(first + 4 * stride, last),
                    lanes);
            for (int g = 0; g < Math.min(GROUP, outputs - k); g++) {
                double sum = 0;
                for (int l = 0; l < LANES; l++) {
                    sum += lanes[g * LANES + l];
                }
                for (int j = whole; j < length; j++) {
                    sum += x[j] * w[first + g * stride + j];
                }
                sums[at + k + g] += sum;
            }
        }
    }

    private static void group(
            int length, double[] x, double[] w, int w0, int w1, int w2, int w3, int w4, double[] lanes) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector s4 = s0;
        for (int j = 0; j < length; j += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, j);
            s0 = v.fma(DoubleVector.fromArray(SPECIES, w, w0 + j), s0);
            s1 = v.fma(DoubleVector.fromArray(SPECIES, w, w1 + j), s1);
            s2 = v.fma(DoubleVector.fromArray(SPECIES, w, w2 + j), s2);
            s3 = v.fma(DoubleVector.fromArray(SPECIES, w, w3 + j), s3);
            s4 = v.fma(DoubleVector.fromArray(SPECIES, w, w4 + j), s4);
        }
        s0.intoArray(lanes, 0);
        s1.intoArray(lanes, LANES);
        s2.intoArray(lanes, 2 * LANES);
        s3.intoArray(lanes, 3 * LANES);
        s4.intoArray(lanes, 4 * LANES);
    }
}
