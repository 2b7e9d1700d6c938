package org.convolex.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Combinations of rows: see {@link Kernels#accumulateCombinations}. */
final class SimdCombinations {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int WIDTH = SimdTiles.WIDTH;

    /** Columns of X and S per pass of {@link #accumulateCombinations}: the sums of ten outputs then stay in L1 and L2. */
    private static final int STRIP = 1024;

    /** With no more outputs than this, {@link #accumulateCombinations} waits for memory, not for arithmetic. */
    private static final int FEW_OUTPUTS = 16;

    /** Rows of X read side by side when memory is the limit: as many streams as the hardware prefetches well. */
    private static final int STREAMS = 16;

    private SimdCombinations() {}

    /**
     * {@link Kernels#accumulateCombinations}, of rows of at least one vector. Costs 2 rows length outputs flops. With few
     * outputs X is read from memory once, in strips of columns and a few rows at a time; with many, as for a Gram matrix,
     * the sums of a tile stay in registers over all rows.
     */
    static void accumulateCombinations(
            int rows,
            int length,
            int outputs,
            float[] x,
            int xOffset,
            float[] coefficients,
            int coefficientsOffset,
            float[] sums,
            int sumsOffset) {
        int most = outputs <= FEW_OUTPUTS ? STREAMS : rows;
        for (int j = 0, strip; j < length; j += strip) {
            strip = SimdTiles.step(length - j, STRIP);
            for (int i = 0; i < rows; i += most) {
                accumulateStrip(
                        Math.min(most, rows - i),
                        length,
                        j,
                        j + strip,
                        outputs,
                        x,
                        xOffset + i * length,
                        coefficients,
                        coefficientsOffset + i * outputs,
                        sums,
                        sumsOffset);
            }
        }
    }

    private static void accumulateStrip(
            int rows,
            int length,
            int begin,
            int end,
            int outputs,
            float[] x,
            int xOffset,
            float[] coefficients,
            int coefficientsOffset,
            float[] sums,
            int sumsOffset) {
        for (int j = begin, width; j < end; j += width) {
            width = SimdTiles.step(end - j, WIDTH);
            for (int k = 0; k < outputs; k += 5) {
                combinationTile(
                        rows,
                        length,
                        j,
                        j + width,
                        x,
                        xOffset,
                        outputs,
                        k,
                        coefficients,
                        coefficientsOffset,
                        sums,
                        sumsOffset);
            }
        }
    }

    /**
     * Adds to five rows of S, four vectors wide, the combinations of {@code rows} rows of X.
     *
     * <p>Five by four: 20 sums stay in registers over all rows, 4 vectors of X and 5 spread coefficients feed 20
     * multiply-adds. All sums are loaded before any is stored, so rows and vectors moved back from the edge agree.
     */
    private static void combinationTile(
            int rows,
            int length,
            int begin,
            int end,
            float[] x,
            int xOffset,
            int outputs,
            int k,
            float[] coefficients,
            int coefficientsOffset,
            float[] sums,
            int sumsOffset) {
        int c1 = SimdTiles.column(begin, end, 1);
        int c2 = SimdTiles.column(begin, end, 2);
        int c3 = SimdTiles.column(begin, end, 3);
        int k1 = Math.min(k + 1, outputs - 1);
        int k2 = Math.min(k + 2, outputs - 1);
        int k3 = Math.min(k + 3, outputs - 1);
        int k4 = Math.min(k + 4, outputs - 1);
        int r0 = sumsOffset + k * length;
        int r1 = sumsOffset + k1 * length;
        int r2 = sumsOffset + k2 * length;
        int r3 = sumsOffset + k3 * length;
        int r4 = sumsOffset + k4 * length;
        FloatVector s00 = FloatVector.fromArray(SPECIES, sums, r0 + begin);
        FloatVector s01 = FloatVector.fromArray(SPECIES, sums, r0 + c1);
        FloatVector s02 = FloatVector.fromArray(SPECIES, sums, r0 + c2);
        FloatVector s03 = FloatVector.fromArray(SPECIES, sums, r0 + c3);
        FloatVector s10 = FloatVector.fromArray(SPECIES, sums, r1 + begin);
        FloatVector s11 = FloatVector.fromArray(SPECIES, sums, r1 + c1);
        FloatVector s12 = FloatVector.fromArray(SPECIES, sums, r1 + c2);
        FloatVector s13 = FloatVector.fromArray(SPECIES, sums, r1 + c3);
        FloatVector s20 = FloatVector.fromArray(SPECIES, sums, r2 + begin);
        FloatVector s21 = FloatVector.fromArray(SPECIES, sums, r2 + c1);
        FloatVector s22 = FloatVector.fromArray(SPECIES, sums, r2 + c2);
        FloatVector s23 = FloatVector.fromArray(SPECIES, sums, r2 + c3);
        FloatVector s30 = FloatVector.fromArray(SPECIES, sums, r3 + begin);
        FloatVector s31 = FloatVector.fromArray(SPECIES, sums, r3 + c1);
        FloatVector s32 = FloatVector.fromArray(SPECIES, sums, r3 + c2);
        FloatVector s33 = FloatVector.fromArray(SPECIES, sums, r3 + c3);
        FloatVector s40 = FloatVector.fromArray(SPECIES, sums, r4 + begin);
        FloatVector s41 = FloatVector.fromArray(SPECIES, sums, r4 + c1);
        FloatVector s42 = FloatVector.fromArray(SPECIES, sums, r4 + c2);
        FloatVector s43 = FloatVector.fromArray(SPECIES, sums, r4 + c3);
        for (int i = 0; i < rows; i++) {
            int row = xOffset + i * length;
            int f = coefficientsOffset + i * outputs;
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, row + begin);
            FloatVector v1 = FloatVector.fromArray(SPECIES, x, row + c1);
            FloatVector v2 = FloatVector.fromArray(SPECIES, x, row + c2);
            FloatVector v3 = FloatVector.fromArray(SPECIES, x, row + c3);
            FloatVector y = FloatVector.broadcast(SPECIES, coefficients[f + k]);
            s00 = y.fma(v0, s00);
            s01 = y.fma(v1, s01);
            s02 = y.fma(v2, s02);
            s03 = y.fma(v3, s03);
            y = FloatVector.broadcast(SPECIES, coefficients[f + k1]);
            s10 = y.fma(v0, s10);
            s11 = y.fma(v1, s11);
            s12 = y.fma(v2, s12);
            s13 = y.fma(v3, s13);
            y = FloatVector.broadcast(SPECIES, coefficients[f + k2]);
            s20 = y.fma(v0, s20);
            s21 = y.fma(v1, s21);
            s22 = y.fma(v2, s22);
            s23 = y.fma(v3, s23);
            y = FloatVector.broadcast(SPECIES, coefficients[f + k3]);
            s30 = y.fma(v0, s30);
            s31 = y.fma(v1, s31);
            s32 = y.fma(v2, s32);
            s33 = y.fma(v3, s33);
            y = FloatVector.broadcast(SPECIES, coefficients[f + k4]);
            s40 = y.fma(v0, s40);
            s41 = y.fma(v1, s41);
            s42 = y.fma(v2, s42);
            s43 = y.fma(v3, s43);
        }
        s00.intoArray(sums, r0 + begin);
        s01.intoArray(sums, r0 + c1);
        s02.intoArray(sums, r0 + c2);
        s03.intoArray(sums, r0 + c3);
        s10.intoArray(sums, r1 + begin);
        s11.intoArray(sums, r1 + c1);
        s12.intoArray(sums, r1 + c2);
        s13.intoArray(sums, r1 + c3);
        s20.intoArray(sums, r2 + begin);
        s21.intoArray(sums, r2 + c1);
        s22.intoArray(sums, r2 + c2);
        s23.intoArray(sums, r2 + c3);
        s30.intoArray(sums, r3 + begin);
        s31.intoArray(sums, r3 + c1);
        s32.intoArray(sums, r3 + c2);
        s33.intoArray(sums, r3 + c3);
        s40.intoArray(sums, r4 + begin);
        s41.intoArray(sums, r4 + c1);
        s42.intoArray(sums, r4 + c2);
        s43.intoArray(sums, r4 + c3);
    }
}
