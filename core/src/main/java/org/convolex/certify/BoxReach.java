package org.convolex.certify;

/**
 * What linear functions reach over a box of filters. Made once for a box, then asked for one function after the other. Not safe
 * for use from several threads.
 */
final class BoxReach {
    private final FilterBox box;
    private final double[] middle;
    private final double[] half;
    private double centre;
    private double low;
    private double high;

    BoxReach(FilterBox box) {
        this.box = box;
        this.middle = box.middle();
        this.half = box.halfWidths();
    }

    /** Finds the range of {@code x.u} over the box, for the x that starts at {@code at}. Cost 4 h flops. */
    void of(double[] values, int at) {
        double sum = 0;
        double reach = 0;
        for (int i = 0; i < middle.length; i++) {
            sum += values[at + i] * middle[i];
            reach += Math.abs(values[at + i]) * half[i];
        }
        centre = sum;
        low = sum - reach;
        high = sum + reach;
    }

    /** The value in the middle of the box. */
    double centre() {
        return centre;
    }

    /** The least value. */
    double low() {
        return low;
    }

    /** The largest value. */
    double high() {
        return high;
    }

    double[] middle() {
        return middle;
    }

    double[] half() {
        return half;
    }

    /**
     * The coordinate to halve: where what changes varies most over the box; where nothing does, its longest side.
     *
     * @param importance of each coordinate for what changes
     * @param least importance that each has
     */
    int widest(double[] importance, double least) {
        int widest = box.face() == 0 ? 1 : 0;
        double most = -1;
        for (int i = 0; i < half.length; i++) {
            double length = i == box.face() ? -1 : half[i] * (importance[i] + least);
            if (length > most) {
                most = length;
                widest = i;
            }
        }
        return widest;
    }
}
