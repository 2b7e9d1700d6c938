package org.convolex.exact;

import java.util.Arrays;
import org.convolex.network.PatchRows;

/** The filters under which the same patch of each sample has the largest response, or none has one above zero. */
record WinnerCell(PatchRows rows, int[] winners) implements ActivationCell {
    private static final int NONE = -1;

    static WinnerCell of(PatchRows rows, double[] filter) {
        int[] winners = new int[rows.samples()];
        for (int s = 0; s < winners.length; s++) {
            winners[s] = NONE;
            double largest = 0;
            for (int k = 0; k < rows.patches(); k++) {
                double response = rows.dot(s * rows.patches() + k, filter);
                if (response > largest) {
                    largest = response;
                    winners[s] = k;
                }
            }
        }
        return new WinnerCell(rows, winners);
    }

    @Override
    public void addFeature(int sample, double[] vector, int at) {
        if (winners[sample] != NONE) {
            int row = (sample * rows.patches() + winners[sample]) * rows.dimension();
            for (int i = 0; i < rows.dimension(); i++) {
                vector[at + i] += rows.values()[row + i];
            }
        }
    }

    @Override
    public int sides() {
        return rows.count();
    }

    /** The winner's response is at least every other's, and at least zero; without a winner, all are at most zero. */
    @Override
    public boolean copySide(int side, double[] normal) {
        int sample = side / rows.patches();
        int winner = winners[sample];
        boolean any = false;
        for (int i = 0; i < normal.length; i++) {
            double own = rows.values()[side * rows.dimension() + i];
            if (winner == NONE) {
                normal[i] = -own;
            } else {
                double best = rows.values()[(sample * rows.patches() + winner) * rows.dimension() + i];
                normal[i] = side == sample * rows.patches() + winner ? best : best - own;
            }
            any |= normal[i] != 0;
        }
        return any;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WinnerCell cell && Arrays.equals(winners, cell.winners);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(winners);
    }
}
