package org.convolex.linalg;

/**
 * Double-precision operations on tall row-major matrices (count rows of some hundred columns at most): what the
 * projection onto the nuclear-norm ball is made of. Results do not depend on the number of threads.
 */
public final class RowMatrices {
    private RowMatrices() {}

    /**
     * The Gram matrix of the columns, X^T X. Cost: count x columns^2 multiplications.
     *
     * @param rows row-major, count x columns
     * @return row-major, columns x columns, symmetric
     */
    public static double[] gram(double[] rows, int columns, Workers workers) {
        int count = rows.length / columns;
        return workers.sumOverChunks(count, columns * columns, (from, to) -> gramOf(rows, columns, from, to));
    }

    /**
     * X^T X of rows {@code from} to {@code to} (exclusive) in one thread, each entry added up in the order of the rows: for small
     * matrices, and for callers that cut the rows themselves. Cost: half of count x columns^2 multiplications.
     *
     * @return row-major, columns x columns, symmetric
     */
    public static double[] gramInOrder(double[] rows, int columns, int from, int to) {
        double[] gram = new double[columns * columns];
        for (int at = from * columns; at < to * columns; at += columns) {
            for (int i = 0; i < columns; i++) {
                double a = rows[at + i];
                for (int j = 0; j <= i; j++) {
                    gram[i * columns + j] += a * rows[at + j];
                }
            }
        }
        mirror(gram, columns);
        return gram;
    }

    /**
     * X X^T in one thread, each entry added up in the order of the columns. Cost: half of count^2 x columns multiplications.
     *
     * @return row-major, count x count, symmetric
     */
    public static double[] gramOfRows(double[] rows, int columns) {
        int count = rows.length / columns;
        double[] gram = new double[count * count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int c = 0; c < columns; c++) {
                    sum += rows[i * columns + c] * rows[j * columns + c];
                }
                gram[i * count + j] = sum;
            }
        }
        mirror(gram, count);
        return gram;
    }

    /** {@link #gramOfRows} or {@link #gramInOrder} of all rows, whichever is smaller: their eigenvalues above zero are the same. */
    public static double[] gramOfShorterSide(double[] rows, int columns) {
        int count = rows.length / columns;
        return count <= columns ? gramOfRows(rows, columns) : gramInOrder(rows, columns, 0, count);
    }

    /**
     * Adds {@code factor v v^T} to the lower triangle of a symmetric matrix, the part that {@link PositiveDefinite} reads. Cost: half
     * of size^2 multiplications.
     *
     * @param target row-major, size x size from {@code at} on
     */
    public static void addOuterProduct(double[] target, int at, double factor, double[] vector) {
        int size = vector.length;
        for (int i = 0; i < size; i++) {
            double scaled = factor * vector[i];
            if (scaled != 0) {
                for (int j = 0; j <= i; j++) {
                    target[at + i * size + j] += scaled * vector[j];
                }
            }
        }
    }

    private static void mirror(double[] lower, int size) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                lower[j * size + i] = lower[i * size + j];
            }
        }
    }

    private static double[] gramOf(double[] rows, int columns, int from, int to) {
        double[] gram = new double[columns * columns];
        int row = from;
        for (; row + 3 < to; row += 4) { // four rows a time: a quarter of the traffic to the sums
            int r0 = row * columns;
            int r1 = r0 + columns;
            int r2 = r1 + columns;
            int r3 = r2 + columns;
            for (int i = 0; i < columns; i++) {
                double a0 = rows[r0 + i];
                double a1 = rows[r1 + i];
                double a2 = rows[r2 + i];
                double a3 = rows[r3 + i];
                int target = i * columns;
                for (int j = 0; j < columns; j++) {
                    gram[target + j] += a0 * rows[r0 + j] + a1 * rows[r1 + j] + a2 * rows[r2 + j] + a3 * rows[r3 + j];
                }
            }
        }
        for (; row < to; row++) {
            int r = row * columns;
            for (int i = 0; i < columns; i++) {
                double a = rows[r + i];
                for (int j = 0; j < columns; j++) {
                    gram[i * columns + j] += a * rows[r + j];
                }
            }
        }
        return gram;
    }

    /**
     * The product X M of a tall matrix and a small one. Cost: count x inner x columns multiplications.
     *
     * @param rows row-major, count x inner
     * @param factor row-major, inner x columns
     * @return row-major, count x columns
     */
    public static double[] multiply(double[] rows, int inner, double[] factor, int columns, Workers workers) {
        int count = rows.length / inner;
        double[] product = new double[count * columns];
        workers.forEachChunk(count, (chunk, from, to) -> {
            for (int row = from; row < to; row++) {
                int target = row * columns;
                for (int i = 0; i < inner; i++) {
                    double a = rows[row * inner + i];
                    int source = i * columns;
                    for (int j = 0; j < columns; j++) {
                        product[target + j] += a * factor[source + j];
                    }
                }
            }
        });
        return product;
    }

    /** The inner product of two arrays of one length, in four sums; {@link Vectors#dot} has one. */
    public static double dot(double[] a, double[] b) {
        return dot(a, 0, b, 0, a.length);
    }

    /** The inner product of {@code length} numbers of one array from {@code aOffset} on with those of another, in four sums. */
    public static double dot(double[] a, int aOffset, double[] b, int bOffset, int length) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            sum0 += a[aOffset + i] * b[bOffset + i];
            sum1 += a[aOffset + i + 1] * b[bOffset + i + 1];
            sum2 += a[aOffset + i + 2] * b[bOffset + i + 2];
            sum3 += a[aOffset + i + 3] * b[bOffset + i + 3];
        }
        for (; i < length; i++) {
            sum0 += a[aOffset + i] * b[bOffset + i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
