package org.convolex.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of sums, four vectors wide: their columns, the panels that they read B from, and six rows of one. See {@link SimdKernels}
 * for the rules.
 */
final class SimdTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Columns of a tile: four vectors. */
    static final int WIDTH = 4 * LANES;

    /** Rows of a tile of {@link #rowsProduct}. */
    static final int ROWS = 6;

    private SimdTiles() {}

    /**
     * Size of the next step through {@code remaining} columns: {@code most}, or less so that whatever is left after it has
     * at least one whole vector of its own and need not be moved back into the columns of this step.
     */
    static int step(int remaining, int most) {
        if (remaining <= most) {
            return remaining;
        }
        return remaining - most < LANES ? most - LANES : most;
    }

    /** Where vector v of the tile [begin, end) starts: moved back where it would reach past the end. */
    static int column(int begin, int end, int v) {
        return Math.min(begin + v * LANES, end - LANES);
    }

    /** Copies columns begin .. end-1 of rows of B into rows of a panel, so that the tiles read it contiguously. */
    static void pack(int count, float[] b, int offset, int stride, int begin, int end, float[] panel, int panelOffset) {
        int c1 = column(begin, end, 1);
        int c2 = column(begin, end, 2);
        int c3 = column(begin, end, 3);
        for (int l = 0; l < count; l++) {
            int row = offset + l * stride;
            int p = panelOffset + l * WIDTH;
            FloatVector.fromArray(SPECIES, b, row + begin).intoArray(panel, p);
            FloatVector.fromArray(SPECIES, b, row + c1).intoArray(panel, p + LANES);
            FloatVector.fromArray(SPECIES, b, row + c2).intoArray(panel, p + 2 * LANES);
            FloatVector.fromArray(SPECIES, b, row + c3).intoArray(panel, p + 3 * LANES);
        }
    }

    /** {@link #tileProduct} for rows of A that are {@code stride} apart, the ones past {@code remaining} moved back. */
    static void rowsProduct(
            int count, int remaining, float[] a, int aOffset, int stride, float[] panel, float[] tile, int t) {
        int last = aOffset + (Math.min(ROWS, remaining) - 1) * stride;
        tileProduct(
                count,
                a,
                aOffset,
                Math.min(aOffset + stride, last),
                Math.min(aOffset + 2 * stride, last),
                Math.min(aOffset + 3 * stride, last),
                Math.min(aOffset + 4 * stride, last),
                Math.min(aOffset + 5 * stride, last),
                panel,
                tile,
                t);
    }

    /**
     * The heart of {@link SimdProduct} and {@link SimdPooling}: tile = start + six rows of A times a packed panel of B.
     *
     * <p>Six rows by four vectors: 24 sums, 4 vectors of B and one spread element of A fill 29 of the 32 registers of
     * AVX-512, so that 10 loads feed 24 multiply-adds. Loads count double here, for a Java array is aligned to 8 bytes
     * only and most 64-byte loads touch two cache lines; with four rows the loads, not the arithmetic, would be the limit.
     *
     * @param panel its first row is the start, then follow {@code count} rows of B
     */
    private static void tileProduct(
            int count, float[] a, int a0, int a1, int a2, int a3, int a4, int a5, float[] panel, float[] tile, int t) {
        FloatVector s00 = FloatVector.fromArray(SPECIES, panel, 0);
        FloatVector s01 = FloatVector.fromArray(SPECIES, panel, LANES);
        FloatVector s02 = FloatVector.fromArray(SPECIES, panel, 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(SPECIES, panel, 3 * LANES);
        FloatVector s10 = s00;
        FloatVector s11 = s01;
        FloatVector s12 = s02;
        FloatVector s13 = s03;
        FloatVector s20 = s00;
        FloatVector s21 = s01;
        FloatVector s22 = s02;
        FloatVector s23 = s03;
        FloatVector s30 = s00;
        FloatVector s31 = s01;
        FloatVector s32 = s02;
        FloatVector s33 = s03;
        FloatVector s40 = s00;
        FloatVector s41 = s01;
        FloatVector s42 = s02;
        FloatVector s43 = s03;
        FloatVector s50 = s00;
        FloatVector s51 = s01;
        FloatVector s52 = s02;
        FloatVector s53 = s03;
        int p = WIDTH;
        for (int l = 0; l < count; l++, p += WIDTH) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, panel, p);
            FloatVector b1 = FloatVector.fromArray(SPECIES, panel, p + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, panel, p + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, panel, p + 3 * LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + l]);
            s00 = x.fma(b0, s00);
            s01 = x.fma(b1, s01);
            s02 = x.fma(b2, s02);
            s03 = x.fma(b3, s03);
            x = FloatVector.broadcast(SPECIES, a[a1 + l]);
            s10 = x.fma(b0, s10);
            s11 = x.fma(b1, s11);
            s12 = x.fma(b2, s12);
            s13 = x.fma(b3, s13);
            x = FloatVector.broadcast(SPECIES, a[a2 + l]);
            s20 = x.fma(b0, s20);
            s21 = x.fma(b1, s21);
            s22 = x.fma(b2, s22);
            s23 = x.fma(b3, s23);
            x = FloatVector.broadcast(SPECIES, a[a3 + l]);
            s30 = x.fma(b0, s30);
            s31 = x.fma(b1, s31);
            s32 = x.fma(b2, s32);
            s33 = x.fma(b3, s33);
            x = FloatVector.broadcast(SPECIES, a[a4 + l]);
            s40 = x.fma(b0, s40);
            s41 = x.fma(b1, s41);
            s42 = x.fma(b2, s42);
            s43 = x.fma(b3, s43);
            x = FloatVector.broadcast(SPECIES, a[a5 + l]);
            s50 = x.fma(b0, s50);
            s51 = x.fma(b1, s51);
            s52 = x.fma(b2, s52);
            s53 = x.fma(b3, s53);
        }
        s00.intoArray(tile, t);
        s01.intoArray(tile, t + LANES);
        s02.intoArray(tile, t + 2 * LANES);
        s03.intoArray(tile, t + 3 * LANES);
        s10.intoArray(tile, t + 4 * LANES);
        s11.intoArray(tile, t + 5 * LANES);
        s12.intoArray(tile, t + 6 * LANES);
        s13.intoArray(tile, t + 7 * LANES);
        s20.intoArray(tile, t + 8 * LANES);
        s21.intoArray(tile, t + 9 * LANES);
        s22.intoArray(tile, t + 10 * LANES);
        s23.intoArray(tile, t + 11 * LANES);
        s30.intoArray(tile, t + 12 * LANES);
        s31.intoArray(tile, t + 13 * LANES);
        s32.intoArray(tile, t + 14 * LANES);
        s33.intoArray(tile, t + 15 * LANES);
        s40.intoArray(tile, t + 16 * LANES);
        s41.intoArray(tile, t + 17 * LANES);
        s42.intoArray(tile, t + 18 * LANES);
        s43.intoArray(tile, t + 19 * LANES);
        s50.intoArray(tile, t + 20 * LANES);
        s51.intoArray(tile, t + 21 * LANES);
        s52.intoArray(tile, t + 22 * LANES);
        s53.intoArray(tile, t + 23 * LANES);
    }
}
