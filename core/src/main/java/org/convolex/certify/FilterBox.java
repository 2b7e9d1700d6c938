package org.convolex.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A cone of filters: all multiples of the points of a box on one face of the cube, {@code u_face = sign}. The 2 h whole faces
 * cover all filters; halves of a box cover what it covers.
 *
 * @param face the coordinate that is held
 * @param low of each coordinate; at the face, the sign
 * @param high of each coordinate; at the face, the sign
 */
record FilterBox(int face, double[] low, double[] high) {

    /** One face of the cube. */
    static FilterBox wholeFace(int dimension, int face, int sign) {
        double[] low = new double[dimension];
        double[] high = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            low[i] = i == face ? sign : -1;
            high[i] = i == face ? sign : 1;
        }
        return new FilterBox(face, low, high);
    }

    /** All faces of the cube. */
    static List<FilterBox> wholeFaces(int dimension) {
        List<FilterBox> faces = new ArrayList<>();
        for (int face = 0; face < dimension; face++) {
            faces.add(wholeFace(dimension, face, 1));
            faces.add(wholeFace(dimension, face, -1));
        }
        return faces;
    }

    /** Pairs of a filter and the weights of a second layer, each of its own cone; the face is the first one's. */
    static FilterBox pairs(FilterBox filters, FilterBox weights) {
        return new FilterBox(filters.face, joined(filters.low, weights.low), joined(filters.high, weights.high));
    }

    private static double[] joined(double[] first, double[] second) {
        double[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** One of a pair: some of the coordinates, of which one is held. */
    FilterBox part(int from, int to) {
        int held = from;
        while (low[held] < high[held]) {
            held++;
        }
        return new FilterBox(held - from, Arrays.copyOfRange(low, from, to), Arrays.copyOfRange(high, from, to));
    }

    int dimension() {
        return low.length;
    }

    /** 1 or -1. */
    double sign() {
        return low[face];
    }

    double[] middle() {
        double[] middle = new double[low.length];
        for (int i = 0; i < low.length; i++) {
            middle[i] = (low[i] + high[i]) / 2;
        }
        return middle;
    }

    double[] halfWidths() {
        double[] widths = new double[low.length];
        for (int i = 0; i < low.length; i++) {
            widths[i] = (high[i] - low[i]) / 2;
        }
        return widths;
    }

    /** The point of the box that is nearest to the origin in every coordinate, but for signs. */
    double[] nearest() {
        double[] nearest = new double[low.length];
        for (int i = 0; i < low.length; i++) {
            nearest[i] = Math.max(0, Math.max(low[i], -high[i]));
        }
        return nearest;
    }

    /** The half of the box below or above the middle of a coordinate. */
    FilterBox half(int coordinate, boolean upper) {
        double[] newLow = low.clone();
        double[] newHigh = high.clone();
        double middle = (low[coordinate] + high[coordinate]) / 2;
        if (upper) {
            newLow[coordinate] = middle;
        } else {
            newHigh[coordinate] = middle;
        }
        return new FilterBox(face, newLow, newHigh);
    }
}
