package org.convolex.onnx;

import org.convolex.patch.PatchGrid;

/**
 * Where the windows of a convolution lie.
 *
 * @param height of a window
 * @param width of a window
 * @param strideDown distance of windows below each other
 * @param strideAcross distance of windows beside each other
 * @param paddingAbove rows of zeros above and below
 * @param paddingBeside columns of zeros on the left and on the right
 */
record Window(int height, int width, int strideDown, int strideAcross, int paddingAbove, int paddingBeside) {

    /** Windows that touch. */
    static Window tile(int height, int width) {
        return new Window(height, width, height, width, 0, 0);
    }

    /** The patches of a grid. */
    static Window of(PatchGrid grid) {
        boolean flat = grid.image().height() == 1;
        return new Window(
                grid.patchHeight(),
                grid.size(),
                flat ? 1 : grid.stride(),
                grid.stride(),
                flat ? 0 : grid.padding(),
                grid.padding());
    }

    /** Windows below each other in so many rows. */
    int rows(int height) {
        return (height + 2 * paddingAbove - this.height) / strideDown + 1;
    }

    /** Windows beside each other in so many columns. */
    int columns(int width) {
        return (width + 2 * paddingBeside - this.width) / strideAcross + 1;
    }
}
