package org.convolex.ccnn;

import org.convolex.data.ImageShape;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;

/**
 * The part of an image that a pooled response depends on: a rectangle, which padding and windows at the border may let reach past
 * the image.
 *
 * @param top first row
 * @param left first column
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record ReceptiveField(int top, int left, int height, int width) {

    /**
     * Of a pixel of what a layer gives to the next. All fields of a layer have one size. Cost O(layers).
     *
     * @param layer its number, 1 for the one that sees the images themselves
     * @param position a pooling window of the layer, row by row
     * @throws IndexOutOfBoundsException if the network has no such layer
     */
    public static ReceptiveField of(ConvexifiedCnn model, int layer, int position) {
        int columns =
                model.layers().get(layer - 1).pipeline().extractor().pooling().columns();
        ReceptiveField field = new ReceptiveField(position / columns, position % columns, 1, 1);
        for (int below = layer; below >= 1; below--) {
            field = field.through(model.layers().get(below - 1).pipeline().extractor());
        }
        return field;
    }

    /** The pixels that a rectangle of pooling windows sees. */
    private ReceptiveField through(PatchExtractor extractor) {
        PatchGrid grid = extractor.grid();
        int pool = extractor.pooling().size();
        int left = this.left * pool * grid.stride() - grid.padding();
        int width = (this.width * pool - 1) * grid.stride() + grid.size();
        if (grid.image().height() == 1) {
            return new ReceptiveField(0, left, 1, width);
        }
        int top = this.top * pool * grid.stride() - grid.padding();
        int height = (this.height * pool - 1) * grid.stride() + grid.size();
        return new ReceptiveField(top, left, height, width);
    }

    /**
     * The pixels of an image in this rectangle; those outside are as the nearest inside.
     *
     * @param pixels of an image of this shape, channel-planar
     */
    public float[] cut(ImageShape shape, float[] pixels) {
        float[] piece = new float[shape.channels() * height * width];
        int next = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = top; y < top + height; y++) {
                int line = channel * shape.height() + Math.max(0, Math.min(shape.height() - 1, y));
                for (int x = left; x < left + width; x++) {
                    piece[next++] = pixels[line * shape.width() + Math.max(0, Math.min(shape.width() - 1, x))];
                }
            }
        }
        return piece;
    }
}
