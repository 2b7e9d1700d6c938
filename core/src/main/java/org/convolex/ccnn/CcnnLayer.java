package org.convolex.ccnn;

import org.convolex.certify.Certificate;
import org.convolex.certify.NuclearNormBound;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;
import org.convolex.optim.FactoredPoint;

/**
 * One trained layer: features Z(x), the matrix A that solves program (12) on them, and its certificate. As a hidden layer it
 * turns an image into one channel for each of the leading {@code filters} singular directions of A (algorithm 2 of the
 * paper); as the last one it predicts with all of A. Immutable and safe for use from many threads.
 *
 * @param pipeline x to Z(x)
 * @param weights A
 * @param filters channels that the layer above sees, at most the rank of A
 * @param certificate of A in the program of this layer
 */
public record CcnnLayer(FeaturePipeline pipeline, FactoredPoint weights, int filters, Certificate certificate) {

    /**
     * @throws IllegalArgumentException if there are more filters than the rank of A, or the certificate is not one of a
     *     program on a nuclear-norm ball
     */
    public CcnnLayer {
        if (filters < 0 || filters > weights.rank()) {
            throw new IllegalArgumentException(filters + " filters, but the weights have rank " + weights.rank());
        }
        if (!(certificate.regularization() instanceof NuclearNormBound)) {
            throw new IllegalArgumentException(
                    "a layer is bounded in its nuclear norm, but its certificate has " + certificate.regularization());
        }
    }

    /** R, the bound on the nuclear norm of A. */
    public double radius() {
        return ((NuclearNormBound) certificate.regularization()).radius();
    }

    /**
     * The same layer with another number of filters.
     *
     * @throws IllegalArgumentException if there are more than the rank of A
     */
    public CcnnLayer withFilters(int count) {
        return new CcnnLayer(pipeline, weights, count, certificate);
    }

    /** Shape of what {@link #respond} gives: a channel for each filter, a pixel for each pooling window. */
    public ImageShape outputShape() {
        return new ImageShape(
                filters,
                pipeline.extractor().pooling().rows(),
                pipeline.extractor().pooling().columns());
    }

    /**
     * The filters' responses {@code H(x) = (U S^(1/2))^T Z(x)^T} for the leading singular vectors U and values S of A, as
     * images of {@link #outputShape}, labelled as before. A filter that matters little for the prediction stays quiet.
     *
     * <p>Cost an image: the features, and 2 P m r flops. Memory: 4 P r bytes an image.
     */
    public Dataset respond(Dataset images, Workers workers) {
        return FilterResponses.of(images, pipeline, scaledFilters(), outputShape(), workers);
    }

    /** The rows of {@code (U S^(1/2))^T} that {@link #respond} takes, one for each filter: m numbers. */
    public float[][] scaledFilters() {
        double[] values = weights.singularValues();
        float[][] scaled = new float[filters][];
        for (int j = 0; j < filters; j++) {
            scaled[j] = weights.filters()[j].clone();
            for (int i = 0; i < scaled[j].length; i++) {
                scaled[j][i] = (float) (scaled[j][i] * Math.sqrt(values[j]));
            }
        }
        return scaled;
    }
}
