package org.convolex.certify;

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
