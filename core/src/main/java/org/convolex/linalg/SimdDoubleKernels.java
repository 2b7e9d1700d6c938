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
            int length,
            int outputs,
            double[] x,
            int xOffset,
            double[] w,
            int wOffset,
            int stride,
            double[] sums,
            int at) {
        int whole = length - length % LANES;
        double[] lanes = new double[GROUP * LANES];
        for (int k = 0; k < outputs; k += GROUP) {
            int last = wOffset + (outputs - 1) * stride; // outputs past the last are computed from it, and dropped
            int first = wOffset + k * stride;
            group(
                    whole,
                    x,
                    xOffset,
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
                    sum += x[xOffset + j] * w[first + g * stride + j];
                }
                sums[at + k + g] += sum;
            }
        }
    }

    private static void group(
            int length, double[] x, int from, double[] w, int w0, int w1, int w2, int w3, int w4, double[] lanes) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector s4 = s0;
        for (int j = 0; j < length; j += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + j);
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

    @Override
    public void addCombinations(
            int count,
            int length,
            int outputs,
            double[] factors,
            double[] x,
            int xStride,
            double[] sums,
            int at,
            int stride) {
        int whole = length - length % (2 * LANES);
        for (int k = 0; k < outputs; k += GROUP) {
            if (k + GROUP <= outputs) {
                for (int j = 0; j < whole; j += 2 * LANES) {
                    combine(count, outputs, factors, k, x, j, xStride, sums, at + k * stride + j, stride);
                }
            } else {
                addOneByOne(k, outputs, 0, whole, count, outputs, factors, x, xStride, sums, at, stride);
            }
        }
        addOneByOne(0, outputs, whole, length, count, outputs, factors, x, xStride, sums, at, stride);
    }

    /** Two vectors wide, {@value #GROUP} sums high: each of these stays in a register while the x_i go by. */
    private static void combine(
            int count,
            int outputs,
            double[] factors,
            int k,
            double[] x,
            int from,
            int xStride,
            double[] sums,
            int at,
            int stride) {
        DoubleVector a0 = DoubleVector.fromArray(SPECIES, sums, at);
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, sums, at + LANES);
        DoubleVector a1 = DoubleVector.fromArray(SPECIES, sums, at + stride);
        DoubleVector b1 = DoubleVector.fromArray(SPECIES, sums, at + stride + LANES);
        DoubleVector a2 = DoubleVector.fromArray(SPECIES, sums, at + 2 * stride);
        DoubleVector b2 = DoubleVector.fromArray(SPECIES, sums, at + 2 * stride + LANES);
        DoubleVector a3 = DoubleVector.fromArray(SPECIES, sums, at + 3 * stride);
        DoubleVector b3 = DoubleVector.fromArray(SPECIES, sums, at + 3 * stride + LANES);
        DoubleVector a4 = DoubleVector.fromArray(SPECIES, sums, at + 4 * stride);
        DoubleVector b4 = DoubleVector.fromArray(SPECIES, sums, at + 4 * stride + LANES);
        for (int i = 0; i < count; i++) {
            DoubleVector a = DoubleVector.fromArray(SPECIES, x, i * xStride + from);
            DoubleVector b = DoubleVector.fromArray(SPECIES, x, i * xStride + from + LANES);
            DoubleVector f = DoubleVector.broadcast(SPECIES, factors[i * outputs + k]);
            a0 = a.fma(f, a0);
            b0 = b.fma(f, b0);
            f = DoubleVector.broadcast(SPECIES, factors[i * outputs + k + 1]);
            a1 = a.fma(f, a1);
            b1 = b.fma(f, b1);
            f = DoubleVector.broadcast(SPECIES, factors[i * outputs + k + 2]);
            a2 = a.fma(f, a2);
            b2 = b.fma(f, b2);
            f = DoubleVector.broadcast(SPECIES, factors[i * outputs + k + 3]);
            a3 = a.fma(f, a3);
            b3 = b.fma(f, b3);
            f = DoubleVector.broadcast(SPECIES, factors[i * outputs + k + 4]);
            a4 = a.fma(f, a4);
            b4 = b.fma(f, b4);
        }
        a0.intoArray(sums, at);
        b0.intoArray(sums, at + LANES);
        a1.intoArray(sums, at + stride);
        b1.intoArray(sums, at + stride + LANES);
        a2.intoArray(sums, at + 2 * stride);
        b2.intoArray(sums, at + 2 * stride + LANES);
        a3.intoArray(sums, at + 3 * stride);
        b3.intoArray(sums, at + 3 * stride + LANES);
        a4.intoArray(sums, at + 4 * stride);
        b4.intoArray(sums, at + 4 * stride + LANES);
    }

    /** What is left beside and below the groups. */
    private static void addOneByOne(
            int firstOutput,
            int lastOutput,
            int from,
            int to,
            int count,
            int outputs,
            double[] factors,
            double[] x,
            int xStride,
            double[] sums,
            int at,
            int stride) {
        for (int i = 0; i < count; i++) {
            for (int k = firstOutput; k < lastOutput; k++) {
                double factor = factors[i * outputs + k];
                for (int j = from; j < to; j++) {
                    sums[at + k * stride + j] += factor * x[i * xStride + j];
                }
            }
        }
    }
}
