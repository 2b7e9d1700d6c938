package org.convolex.ccnn;

import java.util.List;
import org.convolex.CertifiedModel;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.ResponseMap;
import org.convolex.Scorer;
import org.convolex.Verification;
import org.convolex.certify.Certificate;
import org.convolex.certify.Scope;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomShifts;
import org.convolex.linalg.Workers;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.Scores;

/**
 * A convexified convolutional network: {@code f_k(x) = tr(Z(x) A_k)} with A of low rank, (6) of the paper, where Z sees the
 * image itself or the filter responses of the layers below. Immutable and safe for use from many threads.
 *
 * @param layers from the one that sees the images to the one that predicts
 * @param loss the loss it was trained for, by name
 * @param weighting how much each training image counted
 * @param shifts copies of the training images that it was trained on, too
 * @param outputs what the scores stand for
 * @param provenance where it comes from
 */
public record ConvexifiedCnn(
        List<CcnnLayer> layers,
        String loss,
        Weighting weighting,
        RandomShifts shifts,
        Outputs outputs,
        Provenance provenance)
        implements CertifiedModel {

    /** The method's name on the command line and in files. */
    public static final String METHOD = "ccnn";

    /** Images whose filter responses are held at a time. */
    private static final int IMAGES_AT_A_TIME = 2000;

    /**
     * @throws IllegalArgumentException if there is no layer, or a layer does not take what the one below it gives
     */
    public ConvexifiedCnn {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("ConvexifiedCnn: no layers");
        }
        for (int l = 1; l < layers.size(); l++) {
            ImageShape given = layers.get(l - 1).outputShape();
            if (!layers.get(l).pipeline().imageShape().equals(given)) {
                throw new IllegalArgumentException("ConvexifiedCnn: layer " + (l + 1) + " takes images of "
                        + layers.get(l).pipeline().imageShape() + ", but the layer below gives " + given);
            }
        }
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ImageShape imageShape() {
        return layers.get(0).pipeline().imageShape();
    }

    /** The layer that predicts. */
    public CcnnLayer last() {
        return layers.get(layers.size() - 1);
    }

    /** Of the layer that predicts; every other layer has one of its own. */
    @Override
    public Certificate certificate() {
        return last().certificate();
    }

    /** What the certificate of a layer speaks of: only the first sees features that depend on no other layer. */
    public static Scope scope(int number) {
        return number == 1 ? Scope.GIVEN_FEATURES : Scope.PER_LAYER;
    }

    /**
     * What a layer sees of these images: the filter responses of the layers below it.
     *
     * @param number of the layer, 1 for the one that sees the images themselves
     */
    public Dataset inputOf(int number, Dataset images, Workers workers) {
        Dataset input = images;
        for (CcnnLayer layer : layers.subList(0, number - 1)) {
            input = layer.respond(input, workers);
        }
        return input;
    }

    void requireShape(Dataset images) {
        if (!images.shape().equals(imageShape())) {
            throw new InvalidInputException(
                    "images are " + images.shape() + ", but the model was trained on " + imageShape());
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Cost an image: the features and filter responses of every layer, and 2 P m d2 flops.
     */
    @Override
    public float[] scores(Dataset images, Workers workers) {
        requireShape(images);
        FeaturePipeline pipeline = last().pipeline();
        FactoredPoint weights = last().weights();
        int count = outputs.count();
        double[] dense = weights.dense(count * pipeline.positions() * pipeline.features());
        float[] scores = new float[images.size() * count];
        for (int from = 0; from < images.size(); from += IMAGES_AT_A_TIME) {
            Dataset some = images.range(from, Math.min(images.size(), from + IMAGES_AT_A_TIME));
            Dataset input = inputOf(layers.size(), some, workers);
            float[] part = Scores.of(new ImageFeatures(input, pipeline), dense, count, workers);
            System.arraycopy(part, 0, scores, from * count, part.length);
        }
        return scores;
    }

    @Override
    public Scorer scorer() {
        return new CcnnScorer(this);
    }

    @Override
    public double largestPixel() {
        return 1.0 / layers.get(0).pipeline().extractor().scale();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Filters are the leading singular directions of the first layer's A, as {@link CcnnLayer#respond} takes them.
     */
    @Override
    public List<ResponseMap> responseMaps(Dataset images, int index, int most) {
        requireShape(images);
        CcnnLayer first = layers.get(0);
        int filters = Math.min(most, first.weights().rank());
        if (filters == 0) {
            return List.of();
        }
        try (Workers caller = new Workers(1)) {
            Dataset one = images.range(index, index + 1);
            return ResponseMap.ofChannels(first.withFilters(filters).respond(one, caller), 0);
        }
    }

    @Override
    public List<Verification> verify(Dataset images, Workers workers) {
        return CcnnVerification.of(this, images, workers);
    }
}
