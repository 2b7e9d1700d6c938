package org.convolex.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The Walsh-Hadamard transform: see {@link Kernels#hadamard}. */
final class SimdHadamard {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** The width for which {@link #hadamard} is fastest: one vector of AVX-512, two of AVX2. */
    private static final int ROW = 16;

    private SimdHadamard() {}

    /**
     * {@link Kernels#hadamard}, of a width of whole vectors. The first four levels bring sixteen neighbouring rows together,
     * in one loop from the first row to the last; of the others, one to three where their number is no multiple of four,
     * then again four a pass.
     */
    static void hadamard(int size, int width, float[] x) {
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
}
