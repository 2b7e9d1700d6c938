package org.convolex.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Products of matrices: see {@link Kernels#multiply}. */
final class SimdProduct {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDTH = SimdTiles.WIDTH;
    private static final int TILE_ROWS = SimdTiles.ROWS;

    /** Rows of B in a packed panel: 128 rows of 4 vectors are 32 KB at 512 bits, which the L1 cache holds beside A's rows. */
    private static final int INNER_BLOCK = 128;

    /** Rows of A that one packed panel serves: enough to repay the packing, few enough that their part of C stays in L2. */
    private static final int ROW_BLOCK = 144;

    private SimdProduct() {}

    /**
     * {@link Kernels#multiply}. Costs 2 rows inner columns flops. For every block of rows and of inner, each tile of columns
     * of B is packed into a contiguous panel, which then serves all tiles of rows.
     */
    static void multiply(
            int rows, int inner, int columns, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        if (columns < LANES) {
            multiplyNarrow(rows, inner, columns, a, aOffset, b, bOffset, c, cOffset);
            return;
        }
        float[] panel = new float[(1 + Math.min(inner, INNER_BLOCK)) * WIDTH];
        float[] tile = new float[TILE_ROWS * WIDTH];
        for (int i = 0; i < rows; i += ROW_BLOCK) {
            int block = Math.min(ROW_BLOCK, rows - i);
            for (int l = 0; l == 0 || l < inner; l += INNER_BLOCK) {
                int count = Math.min(INNER_BLOCK, inner - l);
                for (int j = 0, width; j < columns; j += width) {
                    width = SimdTiles.step(columns - j, WIDTH);
                    SimdTiles.pack(count, b, bOffset + l * columns, columns, j, j + width, panel, WIDTH);
                    multiplyPanel(
                            block,
                            count,
                            inner,
                            a,
                            aOffset + i * inner + l,
                            panel,
                            tile,
                            l > 0,
                            columns,
                            j,
                            j + width,
                            c,
                            cOffset + i * columns);
                }
            }
        }
    }

    /** Fewer columns than a vector has lanes: B gets columns of zeros, and what they make of A is dropped. */
    private static void multiplyNarrow(
            int rows, int inner, int columns, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        float[] wide = new float[inner * LANES];
        for (int l = 0; l < inner; l++) {
            System.arraycopy(b, bOffset + l * columns, wide, l * LANES, columns);
        }
        float[] product = new float[rows * LANES];
        multiply(rows, inner, LANES, a, aOffset, wide, 0, product, 0);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(product, i * LANES, c, cOffset + i * columns, columns);
        }
    }

    /** Columns begin .. end-1 of {@code rows} rows of C, from a packed panel; the rows of A are {@code stride} apart. */
    private static void multiplyPanel(
            int rows,
            int count,
            int stride,
            float[] a,
            int aOffset,
            float[] panel,
            float[] tile,
            boolean add,
            int columns,
            int begin,
            int end,
            float[] c,
            int cOffset) {
        for (int r = 0; r < rows; r += TILE_ROWS) {
            SimdTiles.rowsProduct(count, rows - r, a, aOffset + r * stride, stride, panel, tile, 0);
            for (int q = 0; q < TILE_ROWS && r + q < rows; q++) {
                storeRow(tile, q * WIDTH, add, begin, end, c, cOffset + (r + q) * columns);
            }
        }
    }

    /** Stores one row of a tile to, or adds it to, columns begin .. end-1 of the row of C at {@code row}. */
    private static void storeRow(float[] tile, int t, boolean add, int begin, int end, float[] c, int row) {
        int c0 = row + begin;
        int c1 = row + SimdTiles.column(begin, end, 1);
        int c2 = row + SimdTiles.column(begin, end, 2);
        int c3 = row + SimdTiles.column(begin, end, 3);
        FloatVector s0 = FloatVector.fromArray(SPECIES, tile, t);
        FloatVector s1 = FloatVector.fromArray(SPECIES, tile, t + LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, tile, t + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, tile, t + 3 * LANES);
        if (add) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, c, c0));
            s1 = s1.add(FloatVector.fromArray(SPECIES, c, c1));
            s2 = s2.add(FloatVector.fromArray(SPECIES, c, c2));
            s3 = s3.add(FloatVector.fromArray(SPECIES, c, c3));
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c1);
        s2.intoArray(c, c2);
        s3.intoArray(c, c3);
    }
}
