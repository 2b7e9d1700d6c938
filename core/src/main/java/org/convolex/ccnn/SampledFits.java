package org.convolex.ccnn;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.convolex.data.Dataset;
import org.convolex.data.EvenSpread;
import org.convolex.data.ImageShape;
import org.convolex.kernel.Bandwidth;
import org.convolex.linalg.Workers;
import org.convolex.optim.Directions;

/**
 * What a layer fits to some of its training images, for those who have the others elsewhere. With the same images at the same
 * indices it is, to the last bit, what {@link ConvexifiedCnnTrainer} fits to all of them, unless the feature map learns from
 * patches. Immutable and safe for use from many threads.
 */
public final class SampledFits {
    /** Gamma times the median squared distance that served digits best on held-out ones. */
    static final double SCALE = 1.5;

    private final CcnnSettings settings;
    private final int number;
    private final Dataset images;
    private final Preprocessing preprocessing;

    /**
     * Fits the preprocessing.
     *
     * @param number of the layer, from 1 on
     * @param images a sparse set with at least those of {@link #images}
     * @param scale of pixels, from all images: {@link org.convolex.patch.PixelScale}
     * @throws org.convolex.data.InvalidInputException if the images are smaller than a patch, or nothing can be learned from them
     */
    public SampledFits(CcnnSettings settings, int number, Dataset images, float scale, Workers workers) {
        this.settings = settings;
        this.number = number;
        this.images = images;
        this.preprocessing = Preprocessing.fit(images, scale, layer(), number, workers);
    }

    /** The indices of the images that fits look at, ascending. */
    public static int[] images(int size) {
        EvenSpread fitting = EvenSpread.ofAtMost(Preprocessing.FITTING_IMAGES, size);
        EvenSpread distances = Bandwidth.images(size);
        return IntStream.concat(
                        IntStream.range(0, fitting.count()).map(fitting::index),
                        IntStream.range(0, distances.count()).map(distances::index))
                .sorted()
                .distinct()
                .toArray();
    }

    /** The indices of the images whose features give principal directions, ascending. */
    public static int[] principalImages(FeaturePipeline pipeline, ImageShape shape, int size) {
        ImageFeatures features = new ImageFeatures(Dataset.sparse(shape, size, Map.of()), pipeline);
        return Arrays.stream(Directions.principalBlocks(features))
                .flatMap(block ->
                        IntStream.range(0, features.samplesIn(block)).map(i -> block * features.blockSize() + i))
                .toArray();
    }

    /**
     * The leading principal directions of features.
     *
     * @param principal a sparse set with at least those of {@link #principalImages}
     */
    public Directions directions(FeaturePipeline pipeline, Dataset principal, Workers workers) {
        return Directions.principal(new ImageFeatures(principal, pipeline), layer().directions(), workers);
    }

    /** Whether gamma is left open. */
    public boolean choosesGamma() {
        return layer().choosesGamma();
    }

    /** The gamma at which a search begins: the scale of the data. */
    public double firstGamma() {
        return SCALE / preprocessing.medianSquaredDistance(images, settings.seed());
    }

    /** Image to features. */
    public FeaturePipeline pipeline(double gamma, Workers workers) {
        return preprocessing.pipeline(images, layer(), gamma, settings, workers);
    }

    private LayerSettings layer() {
        return settings.layer(number);
    }
}
