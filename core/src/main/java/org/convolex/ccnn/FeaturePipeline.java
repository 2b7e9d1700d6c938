package org.convolex.ccnn;

import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.RandomFourierFeatures;
import org.convolex.linalg.Kernels;
import org.convolex.linalg.Workers;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.ZcaWhitening;

/**
 * Image to pooled features, the matrix Z(x) of the paper: patches, contrast normalization, whitening, random Fourier
 * features, average pooling, centring, one overall scale. Everything that is fitted is fitted to training images and held
 * here. Immutable by convention (arrays are not copied), safe for use from many threads.
 *
 * <p>Whitening is folded into the frequencies, and one fused kernel goes from patches to pooled features: per image
 * 2 P d1 m flops and P m cosines, without a P x m intermediate.
 *
 * @param extractor image to patches
 * @param whitening of patches
 * @param map patch to features
 * @param featureMean mean of each pooled feature over training images and positions
 * @param featureScale divides the centred features: the root of their rows' mean squared norm, so that rows have norm 1
 *     in the mean
 */
public record FeaturePipeline(
        PatchExtractor extractor,
        ZcaWhitening whitening,
        RandomFourierFeatures map,
        float[] featureMean,
        float featureScale) {

    /**
     * Fits mean and scale of the features to up to {@code mostImages} training images, spread evenly.
     *
     * @throws InvalidInputException if the features are constant over the training images
     */
    public static FeaturePipeline fit(
            Dataset training,
            PatchExtractor extractor,
            ZcaWhitening whitening,
            RandomFourierFeatures map,
            int mostImages,
            Workers workers) {
        int features = map.count();
        int positions = extractor.pooling().windows();
        FeaturePipeline raw = new FeaturePipeline(extractor, whitening, map, new float[features], 1f);
        int images = Math.min(mostImages, training.size());
        double[] sums = workers.sumOverChunks(images, features + 1, (from, to) -> {
            Application application = raw.newApplication();
            float[] pooled = new float[positions * features];
            double[] sum = new double[features + 1];
            for (int i = from; i < to; i++) {
                application.apply(training, (int) ((long) training.size() * i / images), pooled, 0);
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

    /** A worker with buffers of its own: take one for each thread. */
    Application newApplication() {
        return new Application(this);
    }

    /** Computes features of one image at a time. Not safe for use from several threads. */
    static final class Application {
        private final FeaturePipeline pipeline;
        private final PatchExtractor.Extraction extraction;
        private final Kernels kernels = Kernels.best();
        private final int[] starts;
        private final float[] weights;
        private final float[] bias;
        private final float amplitude;
        private final float[] shift;

        private Application(FeaturePipeline pipeline) {
            this.pipeline = pipeline;
            this.extraction = pipeline.extractor.newExtraction();
            this.starts = pipeline.extractor.pooling().starts();
            int features = pipeline.features();
            this.weights = pipeline.weightsInTurns();
            this.bias = pipeline.biasInTurns();
            this.amplitude = (float) (Math.sqrt(2.0 / features) / pipeline.featureScale);
            this.shift = new float[features];
            for (int j = 0; j < features; j++) {
                shift[j] = pipeline.featureMean[j] / pipeline.featureScale;
            }
        }

        /** Writes Z of one image, positions x features, from {@code at} on. */
        void apply(Dataset images, int index, float[] target, int at) {
            float[] patches = extraction.of(images, index);
            kernels.pooledCosines(
                    pipeline.positions(),
                    starts,
                    pipeline.whitening.dimension(),
                    pipeline.features(),
                    patches,
                    weights,
                    bias,
                    amplitude,
                    shift,
                    target,
                    at);
        }
    }

    /** W M / (2 pi), transposed: d1 x m. */
    private float[] weightsInTurns() {
        int dimension = whitening.dimension();
        int features = features();
        float[] weights = new float[dimension * features];
        for (int j = 0; j < features; j++) {
            for (int d = 0; d < dimension; d++) {
                double sum = 0;
                for (int e = 0; e < dimension; e++) {
                    sum += map.frequencies()[j * dimension + e] * whitening.matrix()[e * dimension + d];
                }
                weights[d * features + j] = (float) (sum / (2 * Math.PI));
            }
        }
        return weights;
    }

    /** (b - W M mean) / (2 pi), reduced to -1/2 .. 1/2. */
    private float[] biasInTurns() {
        int dimension = whitening.dimension();
        float[] bias = new float[features()];
        for (int j = 0; j < bias.length; j++) {
            double sum = map.phases()[j];
            for (int e = 0; e < dimension; e++) {
                for (int d = 0; d < dimension; d++) {
                    sum -= map.frequencies()[j * dimension + e]
                            * whitening.matrix()[e * dimension + d]
                            * whitening.mean()[d];
                }
            }
            double turns = sum / (2 * Math.PI);
            bias[j] = (float) (turns - Math.rint(turns));
        }
        return bias;
    }
}
