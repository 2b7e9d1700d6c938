package org.convolex.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What features are sums of, one vector at a time. Small, so that each is inlined: see {@link SimdKernels} for the rules. */
final class SimdResponses {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private SimdResponses() {}

    /** sum + cos(2 pi turns), as {@link CosinePolynomial} explains; the last product goes into the sum without rounding. */
    static FloatVector plusCosine(FloatVector sum, FloatVector turns) {
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
    static FloatVector plusPowerOfTwo(FloatVector sum, FloatVector exponents) {
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

    /** sum + 1 / arguments. */
    static FloatVector plusReciprocal(FloatVector sum, FloatVector arguments) {
        return sum.add(FloatVector.broadcast(SPECIES, 1f).div(arguments));
    }
}
