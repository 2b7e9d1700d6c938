package org.convolex.exact;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Those sides of a cell that matter. Of the n K sides of a cell in h dimensions nearly all are implied by a few others; these few
 * are found by going straight ahead from inside of the cell: the side that is met first is one of them.
 *
 * <p>Not safe for use from several threads.
 */
final class MetSides {
    private final ActivationCell cell;
    private final BitSet met = new BitSet();
    private final int dimension;
    private double[] normals = new double[0];
    private int count;

    private MetSides(ActivationCell cell, int dimension) {
        this.cell = cell;
        this.dimension = dimension;
    }

    /** The sides that are met from a filter inside along each axis: of a cell in the plane, all that matter. */
    static MetSides around(ActivationCell cell, double[] inside) {
        MetSides sides = new MetSides(cell, inside.length);
        double[] direction = new double[inside.length];
        for (int i = 0; i < direction.length; i++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                direction[i] = sign;
                sides.go(inside, direction, 0, Double.POSITIVE_INFINITY);
            }
            direction[i] = 0;
        }
        return sides;
    }

    /** How many were met. */
    int count() {
        return count;
    }

    /** The normals g_r of the sides met, one after another, inward. */
    double[] normals() {
        return normals;
    }

    /** The inner product of a met side's normal with the vector that starts at {@code at}. */
    double dot(int side, double[] vector, int at) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += normals[side * dimension + i] * vector[at + i];
        }
        return sum;
    }

    /**
     * Goes from a filter inside along a direction, up to so many of its lengths. Cost O(m h) over all m sides of the cell.
     *
     * @param direction a vector that starts at {@code at}
     * @return the distance to the side that is met first, in lengths of the direction; infinite if none is
     */
    double go(double[] inside, double[] direction, int at, double farthest) {
        double nearest = Double.POSITIVE_INFINITY;
        int first = -1;
        double[] normal = new double[dimension];
        for (int r = 0; r < cell.sides(); r++) {
            if (cell.copySide(r, normal)) {
                double change = 0;
                double slack = 0;
                for (int i = 0; i < dimension; i++) {
                    change += normal[i] * direction[at + i];
                    slack += normal[i] * inside[i];
                }
                if (change < 0 && -slack / change < nearest) {
                    nearest = -slack / change;
                    first = r;
                }
            }
        }
        if (first >= 0 && nearest < farthest && !met.get(first)) {
            add(first);
        }
        return nearest;
    }

    private void add(int side) {
        met.set(side);
        double[] normal = new double[dimension];
        cell.copySide(side, normal);
        normals = Arrays.copyOf(normals, (count + 1) * dimension);
        System.arraycopy(normal, 0, normals, count * dimension, dimension);
        count++;
    }
}
