package org.convolex.data;

import java.util.Arrays;

/**
 * Images of another set, each moved by some whole pixels; what moves in repeats the edge. Images are moved when they are read: the
 * set holds no pixels of its own.
 *
 * @param shape of the images
 * @param base the images before they move
 * @param down rows that each moves down; negative: up
 * @param right columns that each moves to the right; negative: to the left
 */
record ShiftedPixels(ImageShape shape, Pixels base, int[] down, int[] right) implements Pixels {

    @Override
    public int size() {
        return base.size();
    }

    @Override
    public void copy(int index, float[] target, int targetOffset) {
        base.copy(index, target, targetOffset);
        for (int channel = 0; channel < shape.channels(); channel++) {
            int plane = targetOffset + channel * shape.height() * shape.width();
            moveDown(target, plane, down[index]);
            for (int row = 0; row < shape.height(); row++) {
                moveRight(target, plane + row * shape.width(), right[index]);
            }
        }
    }

    private void moveDown(float[] values, int plane, int rows) {
        int height = shape.height();
        int width = shape.width();
        int last = height - 1;
        for (int i = 0; i < height; i++) {
            int row = rows > 0
                    ? last - i
                    : i; // from the side that nothing moves in from: sources are read before they go
            int source = Math.min(last, Math.max(0, row - rows));
            System.arraycopy(values, plane + source * width, values, plane + row * width, width);
        }
    }

    private void moveRight(float[] values, int row, int columns) {
        int width = shape.width();
        int kept = width - Math.min(width - 1, Math.abs(columns));
        if (columns > 0) {
            System.arraycopy(values, row, values, row + width - kept, kept);
            Arrays.fill(values, row, row + width - kept, values[row]);
        } else {
            System.arraycopy(values, row + width - kept, values, row, kept);
            Arrays.fill(values, row + kept, row + width, values[row + width - 1]);
        }
    }

    @Override
    public Pixels subset(int[] indices) {
        return new ShiftedPixels(shape, base.subset(indices), chosen(down, indices), chosen(right, indices));
    }

    private static int[] chosen(int[] values, int[] indices) {
        return Arrays.stream(indices).map(i -> values[i]).toArray();
    }
}
