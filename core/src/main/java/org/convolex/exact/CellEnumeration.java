package org.convolex.exact;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.linalg.Vectors;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling.Reduction;
import org.jspecify.annotations.Nullable;

/**
 * All cells of a program. Hyperplanes through the origin of R^r cut it into cones; each of them has an extreme ray, the meeting
 * line of r - 1 hyperplanes, so that the rays lead to all cells: around a ray, the hyperplanes that do not contain it keep their
 * side, and those that do cut its surroundings into the cells of an arrangement in one dimension less.
 *
 * <p>R hyperplanes have at most {@code 2 sum_{j < r} C(R - 1, j)} cells. Cost O(C(R, r - 1) R r), about r times the number of cells
 * times R.
 */
final class CellEnumeration {
    /** Angles below it are none: a row on a hyperplane of the others, but for rounding. */
    private static final double ON_THE_RAY = 1e-9;

    private static final double AROUND = 1e-5;

    private CellEnumeration() {}

    /**
     * A filter in each cell.
     *
     * @param most more cells than this are refused
     * @throws InvalidInputException if there may be more; the message says how many, and what to do
     */
    static List<double[]> filters(NetworkProgram program, int most) {
        PatchRows rows = program.rows();
        List<double[]> normals = hyperplanes(rows, program.pooling().reduction(), most);
        double[][] basis = span(normals, rows.dimension());
        List<double[]> reduced = new ArrayList<>();
        for (double[] normal : normals) {
            reduced.add(Vectors.unit(coordinates(normal, basis)));
        }
        Map<ActivationCell, double[]> cells = new LinkedHashMap<>();
        for (double[] point : points(reduced, basis.length)) {
            double[] filter = new double[rows.dimension()];
            for (int j = 0; j < basis.length; j++) {
                Vectors.addTo(filter, point[j], basis[j]);
            }
            cells.putIfAbsent(ConeRefinement.cell(program, filter), filter);
        }
        return List.copyOf(cells.values());
    }

    /** 2 sum_{j < rank} C(count - 1, j). */
    static double bound(int count, int rank) {
        double sum = 0;
        double binomial = 1;
        for (int j = 0; j < rank; j++) {
            sum += binomial;
            binomial = binomial * (count - 1 - j) / (j + 1);
        }
        return 2 * sum;
    }

    /**
     * One unit normal of each hyperplane in which a response changes its sign or, where the largest counts, two of one sample are
     * equal. Cost O(n K h), and O(n K^2 h) where the largest counts; memory O(n K h) whether it refuses or not.
     *
     * @param most more cells than this are refused
     * @throws InvalidInputException if there may be more
     */
    static List<double[]> hyperplanes(PatchRows rows, Reduction reduction, int most) {
        boolean pairs = reduction == Reduction.MAX;
        Distinct found = new Distinct();
        for (int row = 0; row < rows.count(); row++) {
            double[] normal = new double[rows.dimension()];
            rows.addTo(normal, 1, row);
            found.add(normal);
        }
        int rank = span(found.normals, rows.dimension()).length; // differences of rows lie in their span
        requireFew(found, rank, most, pairs);
        for (int s = 0; s < rows.samples() && pairs; s++) {
            for (int k = 0; k < rows.patches(); k++) {
                for (int l = 0; l < k; l++) {
                    double[] difference = new double[rows.dimension()];
                    rows.addTo(difference, 1, s * rows.patches() + k);
                    rows.addTo(difference, -1, s * rows.patches() + l);
                    if (found.add(difference)) {
                        requireFew(found, rank, most, true);
                    }
                }
            }
        }
        return found.normals;
    }

    /** @param some whether there may be more hyperplanes than were found */
    private static void requireFew(Distinct found, int rank, int most, boolean some) {
        double bound = bound(found.normals.size(), rank);
        if (bound > most) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "patterns all: %s%d distinct hyperplanes in %d dimensions have up to %.3g activation patterns, more than"
                            + " %d: ask for patterns price, which finds those that matter, or take fewer images",
                    some ? "at least " : "",
                    found.normals.size(),
                    rank,
                    bound,
                    most));
        }
    }

    /** One of each hyperplane. */
    private static final class Distinct {
        private final List<double[]> normals = new ArrayList<>();
        private final Set<LongBuffer> seen = new HashSet<>();

        /** False for a vector of zeros, and for one of a hyperplane that there is already. */
        boolean add(double[] normal) {
            if (Vectors.length(normal) == 0) {
                return false;
            }
            double[] unit = Vectors.unit(normal);
            double sign = 0;
            long[] key = new long[unit.length];
            for (int i = 0; i < unit.length; i++) {
                if (sign == 0 && Math.abs(unit[i]) > ON_THE_RAY) {
                    sign = Math.signum(unit[i]);
                }
                key[i] = Math.round(sign * unit[i] / ON_THE_RAY / 10);
            }
            return seen.add(LongBuffer.wrap(key)) && normals.add(unit);
        }
    }

    /** An orthonormal basis of what vectors span. */
    private static double[][] span(List<double[]> vectors, int dimension) {
        double[] rows = new double[vectors.size() * dimension];
        for (int i = 0; i < vectors.size(); i++) {
            System.arraycopy(vectors.get(i), 0, rows, i * dimension, dimension);
        }
        double[] gram = RowMatrices.gramInOrder(rows, dimension, 0, vectors.size());
        SymmetricEigen eigen = SymmetricEigen.of(gram, dimension);
        int rank = 0;
        while (rank < dimension && eigen.values()[rank] > ON_THE_RAY * eigen.values()[0]) {
            rank++;
        }
        return Arrays.copyOf(eigen.vectors(), rank);
    }

    private static double[] coordinates(double[] vector, double[][] basis) {
        double[] coordinates = new double[basis.length];
        for (int j = 0; j < basis.length; j++) {
            coordinates[j] = Vectors.dot(vector, basis[j]);
        }
        return coordinates;
    }

    /** A point inside of each cell of the arrangement; some cells more than once. */
    private static List<double[]> points(List<double[]> normals, int dimension) {
        List<double[]> points = new ArrayList<>();
        if (dimension == 1) {
            points.add(new double[] {1});
            points.add(new double[] {-1});
            return points;
        }
        Set<BitSet> seen = new HashSet<>();
        int[] chosen = new int[dimension - 1];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = i;
        }
        while (chosen.length == 0 || chosen[chosen.length - 1] < normals.size()) {
            double[] ray = meetingLine(normals, chosen, dimension);
            if (ray != null) {
                BitSet on = new BitSet();
                for (int i = 0; i < normals.size(); i++) {
                    if (Math.abs(Vectors.dot(normals.get(i), ray)) < ON_THE_RAY) {
                        on.set(i);
                    }
                }
                if (seen.add(on)) {
                    addAround(points, normals, on, ray, dimension);
                }
            }
            if (!next(chosen, normals.size())) {
                break;
            }
        }
        return points;
    }

    /** The cells around a ray and its opposite. */
    private static void addAround(
            List<double[]> points, List<double[]> normals, BitSet on, double[] ray, int dimension) {
        List<double[]> local = new ArrayList<>();
        on.stream().forEach(i -> local.add(normals.get(i)));
        double[][] basis = span(local, dimension); // of the complement of the ray
        List<double[]> reduced = new ArrayList<>();
        Map<List<Long>, Boolean> once = new HashMap<>();
        for (double[] normal : local) {
            double[] unit = Vectors.unit(coordinates(normal, basis));
            List<Long> key = new ArrayList<>();
            for (double value : unit) {
                key.add(Math.round(value / ON_THE_RAY / 10));
            }
            if (once.putIfAbsent(key, true) == null) {
                reduced.add(unit);
            }
        }
        for (double[] side : points(reduced, basis.length)) {
            double[] offset = new double[dimension];
            for (int j = 0; j < basis.length; j++) {
                Vectors.addTo(offset, side[j], basis[j]);
            }
            double length = step(normals, on, ray, Vectors.unit(offset));
            for (int sign = -1; sign <= 1; sign += 2) {
                double[] point = new double[dimension];
                for (int i = 0; i < dimension; i++) {
                    point[i] = sign * ray[i] + length * offset[i];
                }
                points.add(Vectors.unit(point));
            }
        }
    }

    /** So far from the ray that no other hyperplane is met, from either of its ends. */
    private static double step(List<double[]> normals, BitSet on, double[] ray, double[] offset) {
        double length = 1;
        for (int i = 0; i < normals.size(); i++) {
            if (!on.get(i)) {
                double along = Math.abs(Vectors.dot(normals.get(i), offset));
                if (along > 0) {
                    length = Math.min(length, Math.abs(Vectors.dot(normals.get(i), ray)) / along / 2);
                }
            }
        }
        return Math.max(length, AROUND * ON_THE_RAY);
    }

    private static boolean next(int[] chosen, int count) {
        int i = chosen.length - 1;
        while (i >= 0 && chosen[i] == count - chosen.length + i) {
            i--;
        }
        if (i < 0) {
            return false;
        }
        chosen[i]++;
        for (int j = i + 1; j < chosen.length; j++) {
            chosen[j] = chosen[j - 1] + 1;
        }
        return true;
    }

    /** The unit vector orthogonal to r - 1 others, by elimination; null if they are dependent. */
    private static double @Nullable [] meetingLine(List<double[]> normals, int[] chosen, int dimension) {
        double[][] rows = new double[chosen.length][];
        for (int i = 0; i < chosen.length; i++) {
            rows[i] = normals.get(chosen[i]).clone();
        }
        boolean[] used = new boolean[dimension];
        int[] pivots = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int pivot = -1;
            for (int j = 0; j < dimension; j++) {
                if (!used[j] && (pivot < 0 || Math.abs(rows[i][j]) > Math.abs(rows[i][pivot]))) {
                    pivot = j;
                }
            }
            if (Math.abs(rows[i][pivot]) < ON_THE_RAY) {
                return null;
            }
            used[pivot] = true;
            pivots[i] = pivot;
            for (int other = 0; other < rows.length; other++) {
                if (other != i) {
                    double factor = rows[other][pivot] / rows[i][pivot];
                    for (int j = 0; j < dimension; j++) {
                        rows[other][j] -= factor * rows[i][j];
                    }
                }
            }
        }
        double[] line = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            if (!used[j]) {
                line[j] = 1;
                for (int i = 0; i < rows.length; i++) {
                    line[pivots[i]] = -rows[i][j] / rows[i][pivots[i]];
                }
            }
        }
        return Vectors.unit(line);
    }
}
