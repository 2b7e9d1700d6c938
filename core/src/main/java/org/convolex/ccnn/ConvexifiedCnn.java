package org.convolex.ccnn;

import java.util.List;
import org.convolex.Model;
import org.convolex.Provenance;
import org.convolex.certify.Certificate;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.Scores;

/**
 * A convexified convolutional network: {@code f_k(x) = tr(Z(x) A_k)} with A of low rank, (6) of the paper. The rank is
 * the number of filters that it learned. Immutable and safe for use from many threads.
 *
 * @param pipeline x to Z(x)
 * @param weights A
 * @param loss the loss it was trained for, by name
 * @param weighting how much each training image counted
 * @param classNames the classes, in the order of the scores
 * @param certificate of A in its program
 * @param provenance where it comes from
 */
public record ConvexifiedCnn(
        FeaturePipeline pipeline,
        FactoredPoint weights,
        String loss,
        Weighting weighting,
        List<String> classNames,
        Certificate certificate,
        Provenance provenance)
        implements Model {

    /** The method's name on the command line and in files. */
    public static final String METHOD = "ccnn";

    /** A model whose training images all counted alike. */
    public ConvexifiedCnn(
            FeaturePipeline pipeline,
            FactoredPoint weights,
            String loss,
            List<String> classNames,
            Certificate certificate,
            Provenance provenance) {
        this(pipeline, weights, loss, Weighting.NONE, classNames, certificate, provenance);
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ImageShape imageShape() {
        return pipeline.imageShape();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Cost an image: the features, and 2 P m d2 flops.
     */
    @Override
    public float[] scores(Dataset images, Workers workers) {
        if (!images.shape().equals(imageShape())) {
            throw new InvalidInputException(
                    "images are " + images.shape() + ", but the model was trained on " + imageShape());
        }
        ImageFeatures features = new ImageFeatures(images, pipeline);
        double[] dense = weights.dense(classNames.size() * features.rowLength());
        return Scores.of(features, dense, classNames.size(), workers);
    }
}
