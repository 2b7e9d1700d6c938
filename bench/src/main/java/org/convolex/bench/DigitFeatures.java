package org.convolex.bench;

import org.convolex.ccnn.FeaturePipeline;
import org.convolex.data.Dataset;
import org.convolex.kernel.RandomFourierFeatures;
import org.convolex.linalg.Workers;
import org.convolex.optim.Targets;
import org.convolex.patch.ContrastNormalization;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;
import org.convolex.patch.ZcaWhitening;

/** The first layer that reports measure on: 5 x 5 patches at stride 1, 2 x 2 pooling, 500 Fourier features of seed 1. */
public final class DigitFeatures {
    private static final int FITTING_IMAGES = 1000;

    private DigitFeatures() {}

    /**
     * Fits the features.
     *
     * @param contrast constant of the local contrast normalization
     * @param gamma of the Gaussian kernel on whitened patches
     */
    public static FeaturePipeline fit(Dataset images, double contrast, double gamma, Workers workers) {
        PatchExtractor extractor = PatchExtractor.fit(
                images, new PatchGrid(images.shape(), 5, 1, 0), new ContrastNormalization(contrast), 2);
        ZcaWhitening whitening = ZcaWhitening.fit(images, extractor, 0.1, FITTING_IMAGES, workers);
        RandomFourierFeatures map = RandomFourierFeatures.draw(gamma, whitening.components(), 500, 1);
        return FeaturePipeline.fit(images, extractor, whitening, map, FITTING_IMAGES, workers);
    }

    /** The images' classes. */
    public static Targets targets(Dataset images) {
        return Targets.ofClasses(images.labels(), images.classes());
    }
}
