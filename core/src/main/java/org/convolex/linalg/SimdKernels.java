package org.convolex.linalg;

import jdk.incubator.vector.FloatVector;
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
 *       A tile reads all it needs before it stores anything, and no tile reaches into another one ({@link SimdTiles#step}).
 *       Matrices narrower than one vector go to the scalar twin.
 *   <li>Vectors never leave a method: not as fields, not in arrays, not through a call that is not inlined. One vector that
 *       escapes is allocated on the heap at every use, ten times slower. The methods that hold vectors are therefore small
 *       or flat: beyond a size of the method the compiler of JDK 17 stops inlining helpers such as {@link
 *       SimdResponses#plusCosine}.
 *   <li>Lanes are added up in a fixed order by plain code, as in {@link SimdInnerProducts}, never by {@code reduceLanes},
 *       whose order may differ between interpreted and compiled code, and with it the bits of the result.
 * </ul>
 */
final class SimdKernels implements Kernels {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final ScalarKernels NARROW = new ScalarKernels();

    static int lanes() {
        return LANES;
    }

    @Override
    public String description() {
        return "simd-" + SPECIES.vectorBitSize();
    }

    @Override
    public void multiply(
            int rows, int inner, int columns, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        SimdProduct.multiply(rows, inner, columns, a, aOffset, b, bOffset, c, cOffset);
    }

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
        SimdInnerProducts.innerProducts(rows, length, outputs, x, xOffset, w, wOffset, products, productsOffset);
    }

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
        SimdCombinations.accumulateCombinations(
                rows, length, outputs, x, xOffset, coefficients, coefficientsOffset, sums, sumsOffset);
    }

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
        SimdPooling.pooled(
                SimdPooling.COSINE,
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
        SimdPooling.pooled(
                SimdPooling.POWER_OF_TWO,
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
        SimdPooling.pooled(
                SimdPooling.RECIPROCAL,
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

    @Override
    public void hadamard(int size, int width, float[] x) {
        if (width % LANES != 0) {
            NARROW.hadamard(size, width, x);
            return;
        }
        SimdHadamard.hadamard(size, width, x);
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
                SimdResponses.plusCosine(zero, turns)
                        .fma(weight, FloatVector.fromArray(SPECIES, sums, sumsOffset + at))
                        .intoArray(sums, sumsOffset + at);
            }
        }
    }
}
