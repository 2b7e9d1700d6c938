package org.convolex.ccnn;

import org.convolex.data.Dataset;
import org.convolex.data.EvenSpread;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.FeatureMap;
import org.convolex.kernel.PatchPooling;
import org.convolex.linalg.Workers;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.ZcaWhitening;

/**
 * Image to pooled features, the matrix Z(x) of the paper: patches, contrast normalization, whitening, a feature
 * map, average pooling, centring, one overall scale. Everything that is fitted is fitted to training images and held
 * here. Immutable by convention (arrays are not copied), safe for use from many threads.
 *
 * @param extractor image to patches
 * @param whitening of patches
 * @param map patch to features
 * @param featureMean mean of each pooled feature over training images and positions
 * @param featureScale divides the centred features: the root of their rows' mean squared norm, so that rows have norm 1
 *     in the mean
 */
public record FeaturePipeline(
        PatchExtractor extractor, ZcaWhitening whitening, FeatureMap map, float[] featureMean, float featureScale) {

    /**
     * Fits mean and scale of the features to up to {@code mostImages} training images, spread evenly.
     *
     * @throws InvalidInputException if the features are constant over the training images
     */
    public static FeaturePipeline fit(
            Dataset training,
            PatchExtractor extractor,
            ZcaWhitening whitening,
            FeatureMap map,
            int mostImages,
            Workers workers) {
        int features = map.count();
        int positions = extractor.pooling().windows();
        FeaturePipeline raw = new FeaturePipeline(extractor, whitening, map, new float[features], 1f);
        EvenSpread spread = EvenSpread.ofAtMost(mostImages, training.size());
        int images = spread.count();
        Application application = raw.application();
        double[] sums = workers.sumOverChunks(images, features + 1, (from, to) -> {
            Worker worker = application.newWorker();
            float[] pooled = new float[positions * features];
            double[] sum = new double[features + 1];
            for (int i = from; i < to; i++) {
                worker.apply(training, spread.index(i), pooled, 0);
                for (int p = 0; p < positions; p++) {
                    for (int j = 0; j < features; j++) {
                        float value = pooled[p * features + j];
                        sum[j] += value;
                        sum[features] += (double) value * value;
                    }
                }
            }
            return sum;
        });
        double rows = (double) images * positions;
        double variance = sums[features] / rows;
        float[] mean = new float[features];
        for (int j = 0; j < features; j++) {
            mean[j] = (float) (sums[j] / rows);
            variance -= mean[j] * (double) mean[j];
        }
        if (!(variance > 1e-12)) {
            throw new InvalidInputException("the features of all training images are equal: their variance is 0");
        }
        return new FeaturePipeline(extractor, whitening, map, mean, (float) Math.sqrt(variance));
    }

    /** Shape of the images that this takes. */
    public ImageShape imageShape() {
        return extractor.grid().image();
    }

    /** Rows of Z(x): pooling windows. */
    public int positions() {
        return extractor.pooling().windows();
    }

    /** Columns of Z(x). */
    public int features() {
        return map.count();
    }

    /** This pipeline made ready to be applied: keep it, for it costs as much as many images. */
    Application application() {
        PatchPooling pooling = map.pooling(whitening, extractor.pooling().starts(), featureMean, featureScale);
        return new Application(extractor, pooling);
    }

    /** All that does not depend on the image. Immutable and safe for use from many threads. */
    record Application(PatchExtractor extractor, PatchPooling pooling) {

        /** A worker with buffers of its own: take one for each thread. */
        Worker newWorker() {
            return new Worker(extractor.newExtraction(), pooling.newWorker());
        }
    }

    /** Computes features of one image at a time. Not safe for use from several threads. */
    record Worker(PatchExtractor.Extraction extraction, PatchPooling.Worker pooling) {

        /** Writes Z of one image, positions x features, from {@code at} on. */
        void apply(Dataset images, int index, float[] target, int at) {
            pooling.pool(extraction.of(images, index), target, at);
        }
    }
}
