package org.convolex.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What one thread of this machine can do at most: float multiply-adds in registers, and reading memory in sequence. */
final class MachineLimits {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private MachineLimits() {}

    /** Flops of {@link #multiplyAdds}: twelve vectors of sums, four multiply-adds each, two flops per lane. */
    static double flops(int steps) {
        return 96.0 * LANES * steps;
    }

    /**
     * Twelve independent chains of multiply-adds, more than the units times their latency, and nothing else. Four
     * multiply-adds per step make the method too big to be inlined into the loop that times it, where its sums would no
     * longer stay in registers.
     */
    static float multiplyAdds(int steps) {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector s0 = x;
        FloatVector s1 = x;
        FloatVector s2 = x;
        FloatVector s3 = x;
        FloatVector s4 = x;
        FloatVector s5 = x;
        FloatVector s6 = x;
        FloatVector s7 = x;
        FloatVector s8 = x;
        FloatVector s9 = x;
        FloatVector s10 = x;
        FloatVector s11 = x;
        for (int i = 0; i < steps; i++) {
            s0 = s0.fma(x, x).fma(x, x).fma(x, x).fma(x, x);
            s1 = s1.fma(x, x).fma(x, x).fma(x, x).fma(x, x);
            s2 = s2.fma(x, x).fma(x, x).fma(x, x).fma(x, x);
            s3 = s3.fma(x, x).fma(x, x).fma(x, x).fma(x, x);
            s4 = s4.fma(x, x).fma(x, x).fma(x, x).fma(x, x);
            s5 = s5.fma(x, x).fma(x, x).fma(x, x).fma(x, x);
            s6 = s6.fma(x, x).fma(x, x).fma(x, x).fma(x, x);
            s7 = s7.fma(x, x).fma(x, x).fma(x, x).fma(x, x);
            s8 = s8.fma(x, x).fma(x, x).fma(x, x).fma(x, x);
            s9 = s9.fma(x, x).fma(x, x).fma(x, x).fma(x, x);
            s10 = s10.fma(x, x).fma(x, x).fma(x, x).fma(x, x);
            s11 = s11.fma(x, x).fma(x, x).fma(x, x).fma(x, x);
        }
        FloatVector even = s0.add(s2).add(s4).add(s6).add(s8).add(s10);
        FloatVector odd = s1.add(s3).add(s5).add(s7).add(s9).add(s11);
        return even.add(odd).lane(0);
    }

    /** Reads all of {@code values} once, in order; its length is a multiple of four vectors. */
    static float read(float[] values) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int i = 0; i < values.length; i += 4 * LANES) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, values, i));
            s1 = s1.add(FloatVector.fromArray(SPECIES, values, i + LANES));
            s2 = s2.add(FloatVector.fromArray(SPECIES, values, i + 2 * LANES));
            s3 = s3.add(FloatVector.fromArray(SPECIES, values, i + 3 * LANES));
        }
        return s0.add(s1).add(s2.add(s3)).lane(0);
    }
}
