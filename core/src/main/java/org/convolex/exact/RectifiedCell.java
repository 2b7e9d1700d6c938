package org.convolex.exact;

import java.util.BitSet;
import org.convolex.network.PatchRows;

/** The filters under which the same rows have responses above zero: sums of rectified responses. */
record RectifiedCell(PatchRows rows, BitSet active) implements ActivationCell {

    static RectifiedCell of(PatchRows rows, double[] filter) {
        BitSet active = new BitSet(rows.count());
        for (int row = 0; row < rows.count(); row++) {
            if (rows.dot(row, filter) >= 0) {
                active.set(row);
            }
        }
        return new RectifiedCell(rows, active);
    }

    @Override
    public void addFeature(int sample, double[] vector, int at) {
        int dimension = rows.dimension();
        double[] values = rows.values();
        int end = (sample + 1) * rows.patches();
        for (int row = active.nextSetBit(sample * rows.patches());
                row >= 0 && row < end;
                row = active.nextSetBit(row + 1)) {
            int from = row * dimension;
            for (int i = 0; i < dimension; i++) {
                vector[at + i] += values[from + i];
            }
        }
    }

    @Override
    public int sides() {
        return rows.count();
    }

    @Override
    public boolean copySide(int side, double[] normal) {
        double sign = active.get(side) ? 1 : -1;
        boolean any = false;
        int at = side * rows.dimension();
        for (int i = 0; i < normal.length; i++) {
            normal[i] = sign * rows.values()[at + i];
            any |= normal[i] != 0;
        }
        return any;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RectifiedCell cell && active.equals(cell.active);
    }

    @Override
    public int hashCode() {
        return active.hashCode();
    }
}
