package org.convolex.linalg;

/**
 * The inner loops in which nearly all the time of training goes, over row-major {@code float} matrices held in arrays.
 *
 * <p>There are two implementations with the same results up to rounding: {@link ScalarKernels}, plain loops that read
 * like the formulas, and {@code SimdKernels} on the JDK's Vector API. {@link #best()} picks once per process. Both are
 * stateless and safe for use from many threads, and both give the same bits for the same call on the same machine.
 *
 * <p>Sums run in {@code float}, so callers keep the number of summed rows per call moderate (a block of images) and add
 * the blocks up in {@code double}.
 */
public interface Kernels {

    /** The fastest implementation that this JVM can run: SIMD where {@code jdk.incubator.vector} is present, else scalar. */
    static Kernels best() {
        return KernelChoice.BEST;
    }

    /** What this implementation is, for the log and the provenance: for instance {@code "simd-512"} or {@code "scalar"}. */
    String description();

    /** One line for the log on why these are not the fastest kernels and what to do about it; empty if they are. */
    default String advice() {
        return "";
    }

    /**
     * The dense product C = A B. Overwrites C.
     *
     * @param rows rows of A and C
     * @param inner columns of A, rows of B
     * @param columns columns of B and C
     */
    void multiply(
            int rows, int inner, int columns, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset);

    /**
     * Inner products of long rows with few others: {@code products[i, k] = <x_i, w_k>}, that is X W^T. Overwrites products.
     *
     * @param rows rows of X
     * @param length columns of X and W
     * @param outputs rows of W
     */
    void innerProducts(
            int rows,
            int length,
            int outputs,
            float[] x,
            int xOffset,
            float[] w,
            int wOffset,
            float[] products,
            int productsOffset);

    /**
     * The transposed companion of {@link #innerProducts}: {@code sums_k += sum_i coefficients[i, k] x_i}, that is
     * S += C^T X. With {@code coefficients == x} it accumulates a Gram matrix.
     *
     * @param rows rows of X and of the coefficients
     * @param length columns of X and of the sums
     * @param outputs columns of the coefficients, rows of the sums
     */
    void accumulateCombinations(
            int rows,
            int length,
            int outputs,
            float[] x,
            int xOffset,
            float[] coefficients,
            int coefficientsOffset,
            float[] sums,
            int sumsOffset);

    /**
     * Cosine features averaged over windows, fused: for every window c and feature j,
     *
     * <pre>features[c, j] = amplitude / |c| * sum over patches t in window c of cos(2 pi (bias[j] + sum_d patches[t, d] weights[d, j])) - shift[j]</pre>
     *
     * Nothing of size patches x features is ever written. Weights and bias are in turns (already divided by 2 pi), so that
     * the argument is reduced by a subtraction; the cosine is an odd polynomial of degree 9 with error below 2.5e-7, rounding included.
     *
     * @param windowStarts the patches of window c are rows windowStarts[c] .. windowStarts[c+1]-1 of {@code patches}; windows are not empty
     * @param dimension length d of a patch
     * @param featureCount number of features m
     */
    void pooledCosines(
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
            int featuresOffset);

    /**
     * Powers of two averaged over windows, fused as {@link #pooledCosines} is: for every window c and feature j,
     *
     * <pre>features[c, j] = 1 / |c| * sum over patches t in window c of 2^(bias[j] + sum_d patches[t, d] weights[d, j])</pre>
     *
     * The power is a polynomial of degree 6 with a relative error below 2e-7, rounding included. Exponents must be below
     * 127; what is below -126 counts as -126.
     *
     * @param windowStarts as in {@link #pooledCosines}
     * @param dimension length d of a patch
     * @param featureCount number of features m
     */
    void pooledPowersOfTwo(
            int windows,
            int[] windowStarts,
            int dimension,
            int featureCount,
            float[] patches,
            float[] weights,
            float[] bias,
            float[] features,
            int featuresOffset);

    /**
     * Reciprocals averaged over windows, fused as {@link #pooledCosines} is: for every window c and feature j,
     *
     * <pre>features[c, j] = 1 / |c| * sum over patches t in window c of 1 / (bias[j] + sum_d patches[t, d] weights[d, j])</pre>
     *
     * @param windowStarts as in {@link #pooledCosines}
     * @param dimension length d of a patch
     * @param featureCount number of features m
     */
    void pooledReciprocals(
            int windows,
            int[] windowStarts,
            int dimension,
            int featureCount,
            float[] patches,
            float[] weights,
            float[] bias,
            float[] features,
            int featuresOffset);

    /**
     * The Walsh-Hadamard transform of every column, in place and without a factor: X becomes H X with
     * {@code H[i, j] = (-1)^(number of binary ones that i and j share)}. Cost: size log2(size) additions a column.
     *
     * @param size rows of X, a power of two
     * @param width columns of X
     * @param x row-major, from its start on
     */
    void hadamard(int size, int width, float[] x);

    /**
     * Rows in another order, each times a number: {@code y[r, c] = factors[r] x[from[r], c]}.
     *
     * @param rows rows of Y
     * @param width columns of X and Y
     */
    void scaleRows(int rows, int width, float[] x, int[] from, float[] factors, float[] y);

    /**
     * Adds weighted cosines to sums: {@code sums[r, c] += weights[c] cos(2 pi (factors[r] x[r, c] + bias[r]))}, with the cosine of
     * {@link #pooledCosines}.
     *
     * @param rows rows of X and of the sums
     * @param width columns of X and of the sums
     */
    void accumulateCosines(
            int rows,
            int width,
            float[] x,
            float[] factors,
            float[] bias,
            float[] weights,
            float[] sums,
            int sumsOffset);
}
