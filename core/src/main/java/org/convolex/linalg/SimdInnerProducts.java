package org.convolex.linalg;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Inner products of long rows: see {@link Kernels#innerProducts}. */
final class SimdInnerProducts {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Columns of X and W per pass of {@link #innerProducts}: ten rows of W then are 160 KB and stay in L2. */
    private static final int LENGTH_BLOCK = 4096;

    private SimdInnerProducts() {}

    /**
     * {@link Kernels#innerProducts}. Costs 2 rows length outputs flops. With few outputs memory is the limit: X is read
     * once, four rows at a time, each from its start to its end within a block of columns.
     */
    static void innerProducts(
            int rows,
            int length,
            int outputs,
            float[] x,
            int xOffset,
            float[] w,
            int wOffset,
            float[] products,
            int productsOffset) {
        Arrays.fill(products, productsOffset, productsOffset + rows * outputs, 0f);
        float[] lanes = new float[20 * LANES];
        int whole = length - length % LANES;
        for (int j = 0; j < whole; j += LENGTH_BLOCK) {
            int count = Math.min(LENGTH_BLOCK, whole - j);
            for (int i = 0; i < rows; i += 4) {
                for (int k = 0; k < outputs; k += 5) {
                    innerRows(
                            count,
                            rows - i,
                            outputs - k,
                            length,
                            x,
                            xOffset + i * length + j,
                            w,
                            wOffset + k * length + j,
                            lanes);
                    addLanes(
                            lanes,
                            Math.min(4, rows - i),
                            Math.min(5, outputs - k),
                            outputs,
                            products,
                            productsOffset + i * outputs + k);
                }
            }
        }
        addRest(rows, whole, length, outputs, x, xOffset, w, wOffset, products, productsOffset);
    }

    /** {@link #innerTile} for consecutive rows of X and W, the ones past the remaining rows and outputs moved back. */
    private static void innerRows(
            int count, int rows, int outputs, int length, float[] x, int x0, float[] w, int w0, float[] lanes) {
        int lastX = x0 + (rows - 1) * length;
        int lastW = w0 + (outputs - 1) * length;
        innerTile(
                count,
                x,
                x0,
                Math.min(x0 + length, lastX),
                Math.min(x0 + 2 * length, lastX),
                Math.min(x0 + 3 * length, lastX),
                w,
                w0,
                Math.min(w0 + length, lastW),
                Math.min(w0 + 2 * length, lastW),
                Math.min(w0 + 3 * length, lastW),
                Math.min(w0 + 4 * length, lastW),
                lanes);
    }

    /**
     * Lane sums of the inner products of four rows of X with five of W: lanes[(5 q + m) * LANES ...] belongs to (x_q, w_m).
     *
     * <p>Four by five: 20 sums and 5 operands in registers, 9 loads for 20 multiply-adds, and the ten outputs of a
     * ten-class model are two tiles with nothing left over.
     */
    private static void innerTile(
            int count,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            float[] w,
            int w0,
            int w1,
            int w2,
            int w3,
            int w4,
            float[] lanes) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = zero;
        FloatVector s01 = zero;
        FloatVector s02 = zero;
        FloatVector s03 = zero;
        FloatVector s04 = zero;
        FloatVector s10 = zero;
        FloatVector s11 = zero;
        FloatVector s12 = zero;
        FloatVector s13 = zero;
        FloatVector s14 = zero;
        FloatVector s20 = zero;
        FloatVector s21 = zero;
        FloatVector s22 = zero;
        FloatVector s23 = zero;
        FloatVector s24 = zero;
        FloatVector s30 = zero;
        FloatVector s31 = zero;
        FloatVector s32 = zero;
        FloatVector s33 = zero;
        FloatVector s34 = zero;
        for (int j = 0; j < count; j += LANES) {
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + j);
            FloatVector v1 = FloatVector.fromArray(SPECIES, x, x1 + j);
            FloatVector v2 = FloatVector.fromArray(SPECIES, x, x2 + j);
            FloatVector v3 = FloatVector.fromArray(SPECIES, x, x3 + j);
            FloatVector y = FloatVector.fromArray(SPECIES, w, w0 + j);
            s00 = y.fma(v0, s00);
            s10 = y.fma(v1, s10);
            s20 = y.fma(v2, s20);
            s30 = y.fma(v3, s30);
            y = FloatVector.fromArray(SPECIES, w, w1 + j);
            s01 = y.fma(v0, s01);
            s11 = y.fma(v1, s11);
            s21 = y.fma(v2, s21);
            s31 = y.fma(v3, s31);
            y = FloatVector.fromArray(SPECIES, w, w2 + j);
            s02 = y.fma(v0, s02);
            s12 = y.fma(v1, s12);
            s22 = y.fma(v2, s22);
            s32 = y.fma(v3, s32);
            y = FloatVector.fromArray(SPECIES, w, w3 + j);
            s03 = y.fma(v0, s03);
            s13 = y.fma(v1, s13);
            s23 = y.fma(v2, s23);
            s33 = y.fma(v3, s33);
            y = FloatVector.fromArray(SPECIES, w, w4 + j);
            s04 = y.fma(v0, s04);
            s14 = y.fma(v1, s14);
            s24 = y.fma(v2, s24);
            s34 = y.fma(v3, s34);
        }
        s00.intoArray(lanes, 0);
        s01.intoArray(lanes, LANES);
        s02.intoArray(lanes, 2 * LANES);
        s03.intoArray(lanes, 3 * LANES);
        s04.intoArray(lanes, 4 * LANES);
        s10.intoArray(lanes, 5 * LANES);
        s11.intoArray(lanes, 6 * LANES);
        s12.intoArray(lanes, 7 * LANES);
        s13.intoArray(lanes, 8 * LANES);
        s14.intoArray(lanes, 9 * LANES);
        s20.intoArray(lanes, 10 * LANES);
        s21.intoArray(lanes, 11 * LANES);
        s22.intoArray(lanes, 12 * LANES);
        s23.intoArray(lanes, 13 * LANES);
        s24.intoArray(lanes, 14 * LANES);
        s30.intoArray(lanes, 15 * LANES);
        s31.intoArray(lanes, 16 * LANES);
        s32.intoArray(lanes, 17 * LANES);
        s33.intoArray(lanes, 18 * LANES);
        s34.intoArray(lanes, 19 * LANES);
    }

    private static void addLanes(float[] lanes, int rows, int outputs, int stride, float[] products, int offset) {
        for (int q = 0; q < rows; q++) {
            for (int m = 0; m < outputs; m++) {
                products[offset + q * stride + m] += sumOfLanes(lanes, (5 * q + m) * LANES);
            }
        }
    }

    private static float sumOfLanes(float[] lanes, int offset) {
        float even = 0;
        float odd = 0;
        for (int l = 0; l < LANES; l += 2) {
            even += lanes[offset + l];
            odd += lanes[offset + l + 1];
        }
        return even + odd;
    }

    /** The last columns of X and W, fewer than a vector. */
    private static void addRest(
            int rows,
            int whole,
            int length,
            int outputs,
            float[] x,
            int xOffset,
            float[] w,
            int wOffset,
            float[] products,
            int productsOffset) {
        if (whole == length) {
            return;
        }
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < outputs; k++) {
                float sum = 0;
                for (int j = whole; j < length; j++) {
                    sum += x[xOffset + i * length + j] * w[wOffset + k * length + j];
                }
                products[productsOffset + i * outputs + k] += sum;
            }
        }
    }
}
