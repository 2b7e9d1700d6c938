package org.convolex.linalg;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels on the JDK's Vector API, at the vector width that the machine prefers.
 *
 * <p>Every kernel is a loop over register tiles: a few rows by a few vectors of sums that stay in registers for the whole
 * sum, so that each loaded vector serves several multiply-adds. Three rules hold throughout.
 *
 * <ul>
 *   <li>Tails by moving back: where a tile would reach past the edge, its last rows or vectors are moved back onto the last
 *       valid ones. They compute the same numbers once more and store them twice; there are no masks and no tail loops.
 *       A tile reads all it needs before it stores anything, and no tile reaches into another one ({@link #step}).
 *       Matrices narrower than one vector go to the scalar twin.
 *   <li>Vectors never leave a method: not as fields, not in arrays, not through a call that is not inlined. One vector that
 *       escapes is allocated on the heap at every use, ten times slower. The methods that hold vectors are therefore small
 *       or flat: beyond a size of the method the compiler of JDK 17 stops inlining helpers such as {@link #plusCosine}.
 *   <li>Lanes are added up in a fixed order by plain code ({@link #sumOfLanes}), never by {@code reduceLanes}, whose order
 *       may differ between interpreted and compiled code, and with it the bits of the result.
 * </ul>
 */
final class SimdKernels implements Kernels {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Columns of a tile of {@link #tileProduct} and {@link #combinationTile}: four vectors. */
    private static final int WIDTH = 4 * LANES;

    private static final int TILE_ROWS = 6;

    /** Rows of B in a packed panel: 128 rows of 4 vectors are 32 KB at 512 bits, which the L1 cache holds beside A's rows. */
    private static final int INNER_BLOCK = 128;

    /** Rows of A that one packed panel serves: enough to repay the packing, few enough that their part of C stays in L2. */
    private static final int ROW_BLOCK = 144;

    /** Patches whose arguments are kept, before the cosines are taken: 36 rows of 4 vectors are 9 KB, within L1. */
    private static final int PATCH_BLOCK = 36;

    /** Columns of X and W per pass of {@link #innerProducts}: ten rows of W then are 160 KB and stay in L2. */
    private static final int LENGTH_BLOCK = 4096;

    /** Columns of X and S per pass of {@link #accumulateCombinations}: the sums of ten outputs then stay in L1 and L2. */
    private static final int STRIP = 1024;

    /** With no more outputs than this, {@link #accumulateCombinations} waits for memory, not for arithmetic. */
    private static final int FEW_OUTPUTS = 16;

    /** Rows of X read side by side when memory is the limit: as many streams as the hardware prefetches well. */
    private static final int STREAMS = 16;

    /** The width for which {@link #hadamard} is fastest: one vector of AVX-512, two of AVX2. */
    private static final int ROW = 16;

    /** What {@link #pooled} makes of an argument. */
    private static final int COSINE = 0;

    private static final int POWER_OF_TWO = 1;
    private static final int RECIPROCAL = 2;

    private static final ScalarKernels NARROW = new ScalarKernels();

    static int lanes() {
        return LANES;
    }

    @Override
    public String description() {
        return "simd-" + SPECIES.vectorBitSize();
    }

    /**
     * Size of the next step through {@code remaining} columns: {@code most}, or less so that whatever is left after it has
     * at least one whole vector of its own and need not be moved back into the columns of this step.
     */
    private static int step(int remaining, int most) {
        if (remaining <= most) {
            return remaining;
        }
        return remaining - most < LANES ? most - LANES : most;
    }

    /** Where vector v of the tile [begin, end) starts: moved back where it would reach past the end. */
    private static int column(int begin, int end, int v) {
        return Math.min(begin + v * LANES, end - LANES);
    }

    /** Fewer columns than a vector has lanes: B gets columns of zeros, and what they make of A is dropped. */
    private void multiplyNarrow(
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

    /**
     * {@inheritDoc}
     *
     * <p>Costs 2 rows inner columns flops. For every block of rows and of inner, each tile of columns of B is packed into
     * a contiguous panel, which then serves all tiles of rows.
     */
    @Override
    public void multiply(
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
                    width = step(columns - j, WIDTH);
                    pack(count, b, bOffset + l * columns, columns, j, j + width, panel, WIDTH);
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
            rowsProduct(count, rows - r, a, aOffset + r * stride, stride, panel, tile, 0);
            for (int q = 0; q < TILE_ROWS && r + q < rows; q++) {
                storeRow(tile, q * WIDTH, add, begin, end, c, cOffset + (r + q) * columns);
            }
        }
    }

    /** {@link #tileProduct} for rows of A that are {@code stride} apart, the ones past {@code remaining} moved back. */
    private static void rowsProduct(
            int count, int remaining, float[] a, int aOffset, int stride, float[] panel, float[] tile, int t) {
        int last = aOffset + (Math.min(TILE_ROWS, remaining) - 1) * stride;
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

    /** Copies columns begin .. end-1 of rows of B into rows of a panel, so that the tiles read it contiguously. */
    private static void pack(
            int count, float[] b, int offset, int stride, int begin, int end, float[] panel, int panelOffset) {
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

    /** Stores one row of a tile to, or adds it to, columns begin .. end-1 of the row of C at {@code row}. */
    private static void storeRow(float[] tile, int t, boolean add, int begin, int end, float[] c, int row) {
        int c0 = row + begin;
        int c1 = row + column(begin, end, 1);
        int c2 = row + column(begin, end, 2);
        int c3 = row + column(begin, end, 3);
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

    /**
     * The heart of {@link #multiply} and {@link #pooledCosines}: tile = start + six rows of A times a packed panel of B.
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

    /**
     * {@inheritDoc}
     *
     * <p>Costs 2 rows length outputs flops. With few outputs memory is the limit: X is read once, four rows at a time, each
     * from its start to its end within a block of columns.
     */
    @Override
    public void innerProducts(
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

    /**
     * {@inheritDoc}
     *
     * <p>Costs 2 rows length outputs flops. With few outputs X is read from memory once, in strips of columns and a few
     * rows at a time; with many, as for a Gram matrix, the sums of a tile stay in registers over all rows.
     */
    @Override
    public void accumulateCombinations(
            int rows,
            int length,
            int outputs,
            float[] x,
            int xOffset,
            float[] coefficients,
            int coefficientsOffset,
            float[] sums,
            int sumsOffset) {
        if (length < LANES) {
            NARROW.accumulateCombinations(
                    rows, length, outputs, x, xOffset, coefficients, coefficientsOffset, sums, sumsOffset);
            return;
        }
        int most = outputs <= FEW_OUTPUTS ? STREAMS : rows;
        for (int j = 0, strip; j < length; j += strip) {
            strip = step(length - j, STRIP);
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
            width = step(end - j, WIDTH);
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
        int c1 = column(begin, end, 1);
        int c2 = column(begin, end, 2);
        int c3 = column(begin, end, 3);
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

    /**
     * {@inheritDoc}
     *
     * <p>Costs 2 dimension + 12 flops per patch and feature. For every tile of features, the weights are packed once, below
     * the bias, and serve all windows of the call. The arguments of a few dozen patches go through a scratch array within
     * L1, which decouples the tiles of six patches from the windows: any window size runs at the same speed.
     */
    @Override
    public void pooledCosines(
            int windows,
            int[] windowStarts,
            int dimension,
            int featureCount,
            float[] patches,
            float[] weights,
            float[] bias,
            float amplitude,
            float[] shift,
            float[] features,
            int featuresOffset) {
        if (featureCount < LANES) {
            NARROW.pooledCosines(
                    windows,
                    windowStarts,
                    dimension,
                    featureCount,
                    patches,
                    weights,
                    bias,
                    amplitude,
                    shift,
                    features,
                    featuresOffset);
            return;
        }
        pooled(
                COSINE,
                windows,
                windowStarts,
                dimension,
                featureCount,
                patches,
                weights,
                bias,
                amplitude,
                shift,
                features,
                featuresOffset);
    }

    /** {@inheritDoc} Runs as {@link #pooledCosines} does. */
    @Override
    public void pooledPowersOfTwo(
            int windows,
            int[] windowStarts,
            int dimension,
            int featureCount,
            float[] patches,
            float[] weights,
            float[] bias,
            float[] features,
            int featuresOffset) {
        if (featureCount < LANES) {
            NARROW.pooledPowersOfTwo(
                    windows, windowStarts, dimension, featureCount, patches, weights, bias, features, featuresOffset);
            return;
        }
        pooled(
                POWER_OF_TWO,
                windows,
                windowStarts,
                dimension,
                featureCount,
                patches,
                weights,
                bias,
                1f,
                new float[featureCount],
                features,
                featuresOffset);
    }

    /** {@inheritDoc} Runs as {@link #pooledCosines} does. */
    @Override
    public void pooledReciprocals(
            int windows,
            int[] windowStarts,
            int dimension,
            int featureCount,
            float[] patches,
            float[] weights,
            float[] bias,
            float[] features,
            int featuresOffset) {
        if (featureCount < LANES) {
            NARROW.pooledReciprocals(
                    windows, windowStarts, dimension, featureCount, patches, weights, bias, features, featuresOffset);
            return;
        }
        pooled(
                RECIPROCAL,
                windows,
                windowStarts,
                dimension,
                featureCount,
                patches,
                weights,
                bias,
                1f,
                new float[featureCount],
                features,
                featuresOffset);
    }

    private static void pooled(
            int response,
            int windows,
            int[] windowStarts,
            int dimension,
            int featureCount,
            float[] patches,
            float[] weights,
            float[] bias,
            float amplitude,
            float[] shift,
            float[] features,
            int featuresOffset) {
        int most = Math.max(PATCH_BLOCK, largestWindow(windows, windowStarts));
        float[] arguments = new float[(most + TILE_ROWS - 1) * WIDTH];
        float[] panel = new float[(1 + dimension) * WIDTH];
        for (int j = 0, width; j < featureCount; j += width) {
            width = step(featureCount - j, WIDTH);
            int end = j + width;
            pack(1, bias, 0, 0, j, end, panel, 0);
            pack(dimension, weights, 0, featureCount, j, end, panel, WIDTH);
            for (int first = 0, next; first < windows; first = next) {
                next = windowsWithin(most, first, windows, windowStarts);
                arguments(windowStarts[first], windowStarts[next], dimension, patches, panel, arguments);
                for (int half = 0; half < 2; half++) {
                    average(
                            response,
                            first,
                            next,
                            windowStarts,
                            arguments,
                            2 * half * LANES,
                            amplitude,
                            column(j, end, 2 * half),
                            column(j, end, 2 * half + 1),
                            shift,
                            featureCount,
                            features,
                            featuresOffset);
                }
            }
        }
    }

    private static int largestWindow(int windows, int[] windowStarts) {
        int largest = 0;
        for (int c = 0; c < windows; c++) {
            largest = Math.max(largest, windowStarts[c + 1] - windowStarts[c]);
        }
        return largest;
    }

    /** The end of the run of windows from {@code first} that together have at most {@code most} patches. */
    private static int windowsWithin(int most, int first, int windows, int[] windowStarts) {
        int next = first;
        while (next < windows && windowStarts[next + 1] - windowStarts[first] <= most) {
            next++;
        }
        return next;
    }

    /** The arguments of the cosines, in turns, of patches begin .. end-1 for the features of the panel. */
    private static void arguments(int begin, int end, int dimension, float[] patches, float[] panel, float[] turns) {
        for (int t = begin; t < end; t += TILE_ROWS) {
            rowsProduct(dimension, end - t, patches, t * dimension, dimension, panel, turns, (t - begin) * WIDTH);
        }
    }

    /** Two vectors of features at columns c0 and c1, for windows first .. end-1: two, so that all is inlined. */
    private static void average(
            int response,
            int first,
            int end,
            int[] windowStarts,
            float[] arguments,
            int argumentsOffset,
            float amplitude,
            int c0,
            int c1,
            float[] shift,
            int featureCount,
            float[] features,
            int featuresOffset) {
        switch (response) {
            case COSINE ->
                averageCosines(
                        first,
                        end,
                        windowStarts,
                        arguments,
                        argumentsOffset,
                        amplitude,
                        c0,
                        c1,
                        shift,
                        featureCount,
                        features,
                        featuresOffset);
            case POWER_OF_TWO ->
                averagePowersOfTwo(
                        first,
                        end,
                        windowStarts,
                        arguments,
                        argumentsOffset,
                        amplitude,
                        c0,
                        c1,
                        shift,
                        featureCount,
                        features,
                        featuresOffset);
            default ->
                averageReciprocals(
                        first,
                        end,
                        windowStarts,
                        arguments,
                        argumentsOffset,
                        amplitude,
                        c0,
                        c1,
                        shift,
                        featureCount,
                        features,
                        featuresOffset);
        }
    }

    /** {@link #average} of cosines. */
    private static void averageCosines(
            int first,
            int end,
            int[] windowStarts,
            float[] arguments,
            int argumentsOffset,
            float amplitude,
            int c0,
            int c1,
            float[] shift,
            int featureCount,
            float[] features,
            int featuresOffset) {
        FloatVector shift0 = FloatVector.fromArray(SPECIES, shift, c0);
        FloatVector shift1 = FloatVector.fromArray(SPECIES, shift, c1);
        int p = argumentsOffset;
        for (int c = first; c < end; c++) {
            int size = windowStarts[c + 1] - windowStarts[c];
            FloatVector sum0 = FloatVector.zero(SPECIES);
            FloatVector sum1 = FloatVector.zero(SPECIES);
            for (int t = 0; t < size; t++, p += WIDTH) {
                sum0 = plusCosine(sum0, FloatVector.fromArray(SPECIES, arguments, p));
                sum1 = plusCosine(sum1, FloatVector.fromArray(SPECIES, arguments, p + LANES));
            }
            FloatVector factor = FloatVector.broadcast(SPECIES, amplitude / size);
            int row = featuresOffset + c * featureCount;
            sum0.mul(factor).sub(shift0).intoArray(features, row + c0);
            sum1.mul(factor).sub(shift1).intoArray(features, row + c1);
        }
    }

    /** {@link #average} of powers of two. */
    private static void averagePowersOfTwo(
            int first,
            int end,
            int[] windowStarts,
            float[] arguments,
            int argumentsOffset,
            float amplitude,
            int c0,
            int c1,
            float[] shift,
            int featureCount,
            float[] features,
            int featuresOffset) {
        FloatVector shift0 = FloatVector.fromArray(SPECIES, shift, c0);
        FloatVector shift1 = FloatVector.fromArray(SPECIES, shift, c1);
        int p = argumentsOffset;
        for (int c = first; c < end; c++) {
            int size = windowStarts[c + 1] - windowStarts[c];
            FloatVector sum0 = FloatVector.zero(SPECIES);
            FloatVector sum1 = FloatVector.zero(SPECIES);
            for (int t = 0; t < size; t++, p += WIDTH) {
                sum0 = plusPowerOfTwo(sum0, FloatVector.fromArray(SPECIES, arguments, p));
                sum1 = plusPowerOfTwo(sum1, FloatVector.fromArray(SPECIES, arguments, p + LANES));
            }
            FloatVector factor = FloatVector.broadcast(SPECIES, amplitude / size);
            int row = featuresOffset + c * featureCount;
            sum0.mul(factor).sub(shift0).intoArray(features, row + c0);
            sum1.mul(factor).sub(shift1).intoArray(features, row + c1);
        }
    }

    /** {@link #average} of reciprocals. */
    private static void averageReciprocals(
            int first,
            int end,
            int[] windowStarts,
            float[] arguments,
            int argumentsOffset,
            float amplitude,
            int c0,
            int c1,
            float[] shift,
            int featureCount,
            float[] features,
            int featuresOffset) {
        FloatVector shift0 = FloatVector.fromArray(SPECIES, shift, c0);
        FloatVector shift1 = FloatVector.fromArray(SPECIES, shift, c1);
        int p = argumentsOffset;
        for (int c = first; c < end; c++) {
            int size = windowStarts[c + 1] - windowStarts[c];
            FloatVector sum0 = FloatVector.zero(SPECIES);
            FloatVector sum1 = FloatVector.zero(SPECIES);
            for (int t = 0; t < size; t++, p += WIDTH) {
                sum0 = plusReciprocal(sum0, FloatVector.fromArray(SPECIES, arguments, p));
                sum1 = plusReciprocal(sum1, FloatVector.fromArray(SPECIES, arguments, p + LANES));
            }
            FloatVector factor = FloatVector.broadcast(SPECIES, amplitude / size);
            int row = featuresOffset + c * featureCount;
            sum0.mul(factor).sub(shift0).intoArray(features, row + c0);
            sum1.mul(factor).sub(shift1).intoArray(features, row + c1);
        }
    }

    /** sum + cos(2 pi turns), as {@link CosinePolynomial} explains; the last product goes into the sum without rounding. */
    private static FloatVector plusCosine(FloatVector sum, FloatVector turns) {
        FloatVector rounder = FloatVector.broadcast(SPECIES, CosinePolynomial.ROUNDER);
        FloatVector r = turns.sub(turns.add(rounder).sub(rounder));
        FloatVector s = FloatVector.broadcast(SPECIES, 0.25f).sub(r.lanewise(VectorOperators.ABS));
        FloatVector u = s.mul(s);
        FloatVector q = FloatVector.broadcast(SPECIES, CosinePolynomial.C9)
                .fma(u, FloatVector.broadcast(SPECIES, CosinePolynomial.C7))
                .fma(u, FloatVector.broadcast(SPECIES, CosinePolynomial.C5))
                .fma(u, FloatVector.broadcast(SPECIES, CosinePolynomial.C3))
                .fma(u, FloatVector.broadcast(SPECIES, CosinePolynomial.C1));
        return s.fma(q, sum);
    }

    /** sum + 2^exponents, as {@link PowerOfTwoPolynomial} explains. */
    private static FloatVector plusPowerOfTwo(FloatVector sum, FloatVector exponents) {
        FloatVector rounder = FloatVector.broadcast(SPECIES, PowerOfTwoPolynomial.ROUNDER);
        FloatVector x = exponents.max(FloatVector.broadcast(SPECIES, PowerOfTwoPolynomial.LEAST));
        FloatVector shifted = x.add(rounder);
        FloatVector f = x.sub(shifted.sub(rounder));
        FloatVector p = FloatVector.broadcast(SPECIES, PowerOfTwoPolynomial.C6)
                .fma(f, FloatVector.broadcast(SPECIES, PowerOfTwoPolynomial.C5))
                .fma(f, FloatVector.broadcast(SPECIES, PowerOfTwoPolynomial.C4))
                .fma(f, FloatVector.broadcast(SPECIES, PowerOfTwoPolynomial.C3))
                .fma(f, FloatVector.broadcast(SPECIES, PowerOfTwoPolynomial.C2))
                .fma(f, FloatVector.broadcast(SPECIES, PowerOfTwoPolynomial.C1))
                .fma(f, FloatVector.broadcast(SPECIES, 1f));
        return sum.add(p.reinterpretAsInts()
                .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, PowerOfTwoPolynomial.EXPONENT_SHIFT))
                .reinterpretAsFloats());
    }

    private static FloatVector plusReciprocal(FloatVector sum, FloatVector arguments) {
        return sum.add(FloatVector.broadcast(SPECIES, 1f).div(arguments));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The first four levels bring sixteen neighbouring rows together, in one loop from the first row to the last; of the
     * others, one to three where their number is no multiple of four, then again four a pass.
     */
    @Override
    public void hadamard(int size, int width, float[] x) {
        if (width % LANES != 0) {
            NARROW.hadamard(size, width, x);
            return;
        }
        int run = width;
        if (width == ROW && size >= 16) {
            firstLevels(size, x);
            run = 16 * ROW;
        }
        int end = size * width;
        int left = Integer.numberOfTrailingZeros(end / run);
        if (left % 2 == 1) {
            for (int at = 0; at < end; at += 2 * run) {
                butterflies(run, x, at, at + run);
            }
            run *= 2;
        }
        if (left % 4 >= 2) {
            for (int at = 0; at < end; at += 4 * run) {
                doubleButterflies(run, x, at);
            }
            run *= 4;
        }
        for (; run < end; run *= 16) {
            for (int at = 0; at < end; at += 16 * run) {
                fourLevels(run, x, at);
            }
        }
    }

    /**
     * Four levels for rows of {@link #ROW}. Rows are so short that a loop along them would spend its time in checks of bounds; with
     * steps that the compiler knows, it checks them once for the whole loop.
     */
    private static void firstLevels(int size, float[] x) {
        for (int column = 0; column < ROW; column += LANES) {
            for (int i = column; i < size * ROW; i += 16 * ROW) {
                FloatVector a0 = FloatVector.fromArray(SPECIES, x, i);
                FloatVector a1 = FloatVector.fromArray(SPECIES, x, i + ROW);
                FloatVector a2 = FloatVector.fromArray(SPECIES, x, i + 2 * ROW);
                FloatVector a3 = FloatVector.fromArray(SPECIES, x, i + 3 * ROW);
                FloatVector a4 = FloatVector.fromArray(SPECIES, x, i + 4 * ROW);
                FloatVector a5 = FloatVector.fromArray(SPECIES, x, i + 5 * ROW);
                FloatVector a6 = FloatVector.fromArray(SPECIES, x, i + 6 * ROW);
                FloatVector a7 = FloatVector.fromArray(SPECIES, x, i + 7 * ROW);
                FloatVector a8 = FloatVector.fromArray(SPECIES, x, i + 8 * ROW);
                FloatVector a9 = FloatVector.fromArray(SPECIES, x, i + 9 * ROW);
                FloatVector a10 = FloatVector.fromArray(SPECIES, x, i + 10 * ROW);
                FloatVector a11 = FloatVector.fromArray(SPECIES, x, i + 11 * ROW);
                FloatVector a12 = FloatVector.fromArray(SPECIES, x, i + 12 * ROW);
                FloatVector a13 = FloatVector.fromArray(SPECIES, x, i + 13 * ROW);
                FloatVector a14 = FloatVector.fromArray(SPECIES, x, i + 14 * ROW);
                FloatVector a15 = FloatVector.fromArray(SPECIES, x, i + 15 * ROW);
                FloatVector b0 = a0.add(a1);
                FloatVector b1 = a0.sub(a1);
                FloatVector b2 = a2.add(a3);
                FloatVector b3 = a2.sub(a3);
                FloatVector b4 = a4.add(a5);
                FloatVector b5 = a4.sub(a5);
                FloatVector b6 = a6.add(a7);
                FloatVector b7 = a6.sub(a7);
                FloatVector b8 = a8.add(a9);
                FloatVector b9 = a8.sub(a9);
                FloatVector b10 = a10.add(a11);
                FloatVector b11 = a10.sub(a11);
                FloatVector b12 = a12.add(a13);
                FloatVector b13 = a12.sub(a13);
                FloatVector b14 = a14.add(a15);
                FloatVector b15 = a14.sub(a15);
                FloatVector c0 = b0.add(b2);
                FloatVector c2 = b0.sub(b2);
                FloatVector c1 = b1.add(b3);
                FloatVector c3 = b1.sub(b3);
                FloatVector c4 = b4.add(b6);
                FloatVector c6 = b4.sub(b6);
                FloatVector c5 = b5.add(b7);
                FloatVector c7 = b5.sub(b7);
                FloatVector c8 = b8.add(b10);
                FloatVector c10 = b8.sub(b10);
                FloatVector c9 = b9.add(b11);
                FloatVector c11 = b9.sub(b11);
                FloatVector c12 = b12.add(b14);
                FloatVector c14 = b12.sub(b14);
                FloatVector c13 = b13.add(b15);
                FloatVector c15 = b13.sub(b15);
                FloatVector d0 = c0.add(c4);
                FloatVector d4 = c0.sub(c4);
                FloatVector d1 = c1.add(c5);
                FloatVector d5 = c1.sub(c5);
                FloatVector d2 = c2.add(c6);
                FloatVector d6 = c2.sub(c6);
                FloatVector d3 = c3.add(c7);
                FloatVector d7 = c3.sub(c7);
                FloatVector d8 = c8.add(c12);
                FloatVector d12 = c8.sub(c12);
                FloatVector d9 = c9.add(c13);
                FloatVector d13 = c9.sub(c13);
                FloatVector d10 = c10.add(c14);
                FloatVector d14 = c10.sub(c14);
                FloatVector d11 = c11.add(c15);
                FloatVector d15 = c11.sub(c15);
                d0.add(d8).intoArray(x, i);
                d0.sub(d8).intoArray(x, i + 8 * ROW);
                d1.add(d9).intoArray(x, i + ROW);
                d1.sub(d9).intoArray(x, i + 9 * ROW);
                d2.add(d10).intoArray(x, i + 2 * ROW);
                d2.sub(d10).intoArray(x, i + 10 * ROW);
                d3.add(d11).intoArray(x, i + 3 * ROW);
                d3.sub(d11).intoArray(x, i + 11 * ROW);
                d4.add(d12).intoArray(x, i + 4 * ROW);
                d4.sub(d12).intoArray(x, i + 12 * ROW);
                d5.add(d13).intoArray(x, i + 5 * ROW);
                d5.sub(d13).intoArray(x, i + 13 * ROW);
                d6.add(d14).intoArray(x, i + 6 * ROW);
                d6.sub(d14).intoArray(x, i + 14 * ROW);
                d7.add(d15).intoArray(x, i + 7 * ROW);
                d7.sub(d15).intoArray(x, i + 15 * ROW);
            }
        }
    }

    /** Four levels for sixteen neighbouring runs: {@link #firstLevels} with runs so long that their bounds cost nothing. */
    private static void fourLevels(int run, float[] x, int at) {
        for (int i = at; i < at + run; i += LANES) {
            FloatVector a0 = FloatVector.fromArray(SPECIES, x, i);
            FloatVector a1 = FloatVector.fromArray(SPECIES, x, i + run);
            FloatVector a2 = FloatVector.fromArray(SPECIES, x, i + 2 * run);
            FloatVector a3 = FloatVector.fromArray(SPECIES, x, i + 3 * run);
            FloatVector a4 = FloatVector.fromArray(SPECIES, x, i + 4 * run);
            FloatVector a5 = FloatVector.fromArray(SPECIES, x, i + 5 * run);
            FloatVector a6 = FloatVector.fromArray(SPECIES, x, i + 6 * run);
            FloatVector a7 = FloatVector.fromArray(SPECIES, x, i + 7 * run);
            FloatVector a8 = FloatVector.fromArray(SPECIES, x, i + 8 * run);
            FloatVector a9 = FloatVector.fromArray(SPECIES, x, i + 9 * run);
            FloatVector a10 = FloatVector.fromArray(SPECIES, x, i + 10 * run);
            FloatVector a11 = FloatVector.fromArray(SPECIES, x, i + 11 * run);
            FloatVector a12 = FloatVector.fromArray(SPECIES, x, i + 12 * run);
            FloatVector a13 = FloatVector.fromArray(SPECIES, x, i + 13 * run);
            FloatVector a14 = FloatVector.fromArray(SPECIES, x, i + 14 * run);
            FloatVector a15 = FloatVector.fromArray(SPECIES, x, i + 15 * run);
            FloatVector b0 = a0.add(a1);
            FloatVector b1 = a0.sub(a1);
            FloatVector b2 = a2.add(a3);
            FloatVector b3 = a2.sub(a3);
            FloatVector b4 = a4.add(a5);
            FloatVector b5 = a4.sub(a5);
            FloatVector b6 = a6.add(a7);
            FloatVector b7 = a6.sub(a7);
            FloatVector b8 = a8.add(a9);
            FloatVector b9 = a8.sub(a9);
            FloatVector b10 = a10.add(a11);
            FloatVector b11 = a10.sub(a11);
            FloatVector b12 = a12.add(a13);
            FloatVector b13 = a12.sub(a13);
            FloatVector b14 = a14.add(a15);
            FloatVector b15 = a14.sub(a15);
            FloatVector c0 = b0.add(b2);
            FloatVector c2 = b0.sub(b2);
            FloatVector c1 = b1.add(b3);
            FloatVector c3 = b1.sub(b3);
            FloatVector c4 = b4.add(b6);
            FloatVector c6 = b4.sub(b6);
            FloatVector c5 = b5.add(b7);
            FloatVector c7 = b5.sub(b7);
            FloatVector c8 = b8.add(b10);
            FloatVector c10 = b8.sub(b10);
            FloatVector c9 = b9.add(b11);
            FloatVector c11 = b9.sub(b11);
            FloatVector c12 = b12.add(b14);
            FloatVector c14 = b12.sub(b14);
            FloatVector c13 = b13.add(b15);
            FloatVector c15 = b13.sub(b15);
            FloatVector d0 = c0.add(c4);
            FloatVector d4 = c0.sub(c4);
            FloatVector d1 = c1.add(c5);
            FloatVector d5 = c1.sub(c5);
            FloatVector d2 = c2.add(c6);
            FloatVector d6 = c2.sub(c6);
            FloatVector d3 = c3.add(c7);
            FloatVector d7 = c3.sub(c7);
            FloatVector d8 = c8.add(c12);
            FloatVector d12 = c8.sub(c12);
            FloatVector d9 = c9.add(c13);
            FloatVector d13 = c9.sub(c13);
            FloatVector d10 = c10.add(c14);
            FloatVector d14 = c10.sub(c14);
            FloatVector d11 = c11.add(c15);
            FloatVector d15 = c11.sub(c15);
            d0.add(d8).intoArray(x, i);
            d0.sub(d8).intoArray(x, i + 8 * run);
            d1.add(d9).intoArray(x, i + run);
            d1.sub(d9).intoArray(x, i + 9 * run);
            d2.add(d10).intoArray(x, i + 2 * run);
            d2.sub(d10).intoArray(x, i + 10 * run);
            d3.add(d11).intoArray(x, i + 3 * run);
            d3.sub(d11).intoArray(x, i + 11 * run);
            d4.add(d12).intoArray(x, i + 4 * run);
            d4.sub(d12).intoArray(x, i + 12 * run);
            d5.add(d13).intoArray(x, i + 5 * run);
            d5.sub(d13).intoArray(x, i + 13 * run);
            d6.add(d14).intoArray(x, i + 6 * run);
            d6.sub(d14).intoArray(x, i + 14 * run);
            d7.add(d15).intoArray(x, i + 7 * run);
            d7.sub(d15).intoArray(x, i + 15 * run);
        }
    }

    /** Sums and differences of two runs. */
    private static void butterflies(int run, float[] x, int first, int second) {
        for (int i = 0; i < run; i += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, first + i);
            FloatVector b = FloatVector.fromArray(SPECIES, x, second + i);
            a.add(b).intoArray(x, first + i);
            a.sub(b).intoArray(x, second + i);
        }
    }

    /** Two levels for four neighbouring runs. */
    private static void doubleButterflies(int run, float[] x, int at) {
        for (int i = at; i < at + run; i += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, i);
            FloatVector b = FloatVector.fromArray(SPECIES, x, i + run);
            FloatVector c = FloatVector.fromArray(SPECIES, x, i + 2 * run);
            FloatVector d = FloatVector.fromArray(SPECIES, x, i + 3 * run);
            FloatVector ab = a.add(b);
            FloatVector cd = c.add(d);
            FloatVector amb = a.sub(b);
            FloatVector cmd = c.sub(d);
            ab.add(cd).intoArray(x, i);
            amb.add(cmd).intoArray(x, i + run);
            ab.sub(cd).intoArray(x, i + 2 * run);
            amb.sub(cmd).intoArray(x, i + 3 * run);
        }
    }

    @Override
    public void scaleRows(int rows, int width, float[] x, int[] from, float[] factors, float[] y) {
        if (width % LANES != 0) {
            NARROW.scaleRows(rows, width, x, from, factors, y);
            return;
        }
        for (int c = 0; c < width; c += LANES) {
            for (int r = 0; r < rows; r++) {
                FloatVector.fromArray(SPECIES, x, from[r] * width + c)
                        .mul(factors[r])
                        .intoArray(y, r * width + c);
            }
        }
    }

    @Override
    public void accumulateCosines(
            int rows,
            int width,
            float[] x,
            float[] factors,
            float[] bias,
            float[] weights,
            float[] sums,
            int sumsOffset) {
        if (width % LANES != 0) {
            NARROW.accumulateCosines(rows, width, x, factors, bias, weights, sums, sumsOffset);
            return;
        }
        for (int c = 0; c < width; c += LANES) {
            FloatVector weight = FloatVector.fromArray(SPECIES, weights, c);
            FloatVector zero = FloatVector.zero(SPECIES);
            for (int r = 0; r < rows; r++) {
                int at = r * width + c;
                FloatVector turns = FloatVector.broadcast(SPECIES, factors[r])
                        .fma(FloatVector.fromArray(SPECIES, x, at), FloatVector.broadcast(SPECIES, bias[r]));
                plusCosine(zero, turns)
                        .fma(weight, FloatVector.fromArray(SPECIES, sums, sumsOffset + at))
                        .intoArray(sums, sumsOffset + at);
            }
        }
    }
}
