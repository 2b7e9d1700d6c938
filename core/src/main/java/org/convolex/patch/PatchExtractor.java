package org.convolex.patch;

import org.convolex.data.Dataset;

/**
 * Image to patches: pixels are scaled, cut by the grid, contrast-normalized, and written window by window of the pooling.
 * Immutable and safe for use from many threads.
 *
 * @param scale what pixels are multiplied by: 1 / (largest absolute pixel of the training images)
 * @param grid where patches lie
 * @param contrast their normalization
 * @param pooling their order
 */
public record PatchExtractor(float scale, PatchGrid grid, ContrastNormalization contrast, AveragePooling pooling) {

    /**
     * Fits the scale to training images.
     *
     * @throws org.convolex.data.InvalidInputException if every pixel of every image is the same, so that nothing can be learned, or
     *     all are so small that they cannot be scaled to 1
     */
    public static PatchExtractor fit(Dataset training, PatchGrid grid, ContrastNormalization contrast, int poolSize) {
        return new PatchExtractor(
                PixelScale.fit(training), grid, contrast, new AveragePooling(grid.rows(), grid.columns(), poolSize));
    }

    /** A worker with buffers of its own: take one for each thread. */
    public Extraction newExtraction() {
        return new Extraction(this);
    }

    /** Extracts one image at a time. Not safe for use from several threads. */
    public static final class Extraction {
        private final PatchExtractor extractor;
        private final PaddedImage padded;
        private final int[] starts;
        private final int[] offsets;
        private final float[] pixels;
        private final float[] patches;

        private Extraction(PatchExtractor extractor) {
            PatchGrid grid = extractor.grid;
            this.extractor = extractor;
            this.padded = new PaddedImage(grid);
            this.starts = padded.starts(extractor.pooling.order());
            this.offsets = padded.offsets();
            this.pixels = new float[grid.image().size()];
            this.patches = new float[grid.patches() * grid.dimension()];
        }

        /**
         * The patches of one image.
         *
         * @return row-major, patches x dimension, in the pooling's order; valid until the next call
         */
        public float[] of(Dataset images, int index) {
            images.copyImage(index, pixels, 0);
            float[] source = padded.filled(pixels, extractor.scale);
            int dimension = offsets.length;
            for (int p = 0; p < starts.length; p++) {
                int start = starts[p];
                int at = p * dimension;
                for (int i = 0; i < dimension; i++) {
                    patches[at + i] = source[start + offsets[i]];
                }
                extractor.contrast.apply(patches, at, dimension);
            }
            return patches;
        }
    }
}
