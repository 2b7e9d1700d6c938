package org.convolex.ccnn;

import org.convolex.data.Dataset;
import org.convolex.kernel.Bandwidth;
import org.convolex.kernel.FeatureMap;
import org.convolex.kernel.TrainingPatches;
import org.convolex.linalg.Workers;
import org.convolex.patch.AveragePooling;
import org.convolex.patch.ContrastNormalization;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;
import org.convolex.patch.PixelScale;
import org.convolex.patch.ZcaWhitening;

/**
 * What becomes of a patch before the feature map sees it: it does not depend on gamma. Immutable and safe for use from many
 * threads.
 *
 * @param extractor image to contrast-normalized patches
 * @param whitening of patches
 */
record Preprocessing(PatchExtractor extractor, ZcaWhitening whitening) {
    /** Images from which whitening, means and scales are estimated: each has many patches. */
    static final int FITTING_IMAGES = 1000;

    /**
     * Fits it to the images that a layer learns from.
     *
     * @param number of the layer
     */
    static Preprocessing fit(Dataset images, LayerSettings layer, int number, Workers workers) {
        return fit(images, PixelScale.fit(images), layer, number, workers);
    }

    /** Fits all but the scale of pixels, which takes a look at every image. */
    static Preprocessing fit(Dataset images, float scale, LayerSettings layer, int number, Workers workers) {
        PatchGrid grid = layer.grid(images.shape(), number);
        PatchExtractor extractor = new PatchExtractor(
                scale,
                grid,
                new ContrastNormalization(layer.contrast()),
                new AveragePooling(grid.rows(), grid.columns(), layer.pool()));
        return new Preprocessing(
                extractor, ZcaWhitening.fit(images, extractor, layer.whitening(), FITTING_IMAGES, workers));
    }

    /** The median squared distance of two patches: a Gaussian kernel tells patches apart where it is about 1 / gamma. */
    double medianSquaredDistance(Dataset images, long seed) {
        return Bandwidth.medianSquaredDistance(images, extractor, whitening, seed);
    }

    /** Image to features, fitted to the same images. */
    FeaturePipeline pipeline(Dataset images, LayerSettings layer, double gamma, CcnnSettings all, Workers workers) {
        FeatureMap map = layer.fitMap(
                new TrainingPatches(images, extractor, whitening), gamma, all.seed(), all.memoryBytes(), workers);
        return FeaturePipeline.fit(images, extractor, whitening, map, FITTING_IMAGES, workers);
    }
}
