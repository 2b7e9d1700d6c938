package org.convolex.patch;

import org.convolex.data.InvalidInputException;

/**
 * Which patches are averaged: {@code size} x {@code size} neighbours of the grid that do not overlap (1 x size in a
 * signal). At the lower and right borders, what is left over makes smaller windows, so that no patch is lost.
 *
 * <p>Patches are ordered by window here, so that a kernel can read the patches of a window in one run. Immutable.
 *
 * @param gridRows rows of the patch grid
 * @param gridColumns columns of the patch grid
 * @param size side of a window; 1 pools nothing
 */
public record AveragePooling(int gridRows, int gridColumns, int size) {

    /**
     * @throws InvalidInputException if the size is not positive
     */
    public AveragePooling {
        if (size < 1) {
            throw new InvalidInputException("pool must be >= 1, got " + size);
        }
    }

    /** Rows of windows. */
    public int rows() {
        return (gridRows - 1) / size + 1;
    }

    /** Columns of windows. */
    public int columns() {
        return (gridColumns - 1) / size + 1;
    }

    /** The number of windows. */
    public int windows() {
        return rows() * columns();
    }

    /** Windows + 1 numbers: window w holds the patches starts[w] .. starts[w+1]-1 in the order of {@link #order}. */
    public int[] starts() {
        int[] starts = new int[windows() + 1];
        for (int w = 0; w < windows(); w++) {
            starts[w + 1] = starts[w] + extent(w / columns(), gridRows) * extent(w % columns(), gridColumns);
        }
        return starts;
    }

    /** The grid index (row x gridColumns + column) of every patch, window by window. */
    public int[] order() {
        int[] order = new int[gridRows * gridColumns];
        int next = 0;
        for (int w = 0; w < windows(); w++) {
            int top = w / columns() * size;
            int left = w % columns() * size;
            for (int row = top; row < top + extent(w / columns(), gridRows); row++) {
                for (int column = left; column < left + extent(w % columns(), gridColumns); column++) {
                    order[next++] = row * gridColumns + column;
                }
            }
        }
        return order;
    }

    private int extent(int window, int gridSize) {
        return Math.min(size, gridSize - window * size);
    }
}
