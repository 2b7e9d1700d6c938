package org.convolex.spark;

import org.apache.spark.broadcast.Broadcast;
import org.convolex.ccnn.ImageFeatures;
import org.convolex.model.PipelineBytes;
import org.convolex.optim.SampleMatrices;

/** Features of a partition's images, computed at every reading. */
final class FeaturePart extends SamplePart {
    private static final long serialVersionUID = 1L;

    private final ImagePart images;
    private final int classes;
    private final Broadcast<byte[]> pipeline;

    /** @param pipeline as {@link PipelineBytes} */
    FeaturePart(ImagePart images, int classes, Broadcast<byte[]> pipeline, String loss) {
        super(images.labels(), classes, loss);
        this.images = images;
        this.classes = classes;
        this.pipeline = pipeline;
    }

    @Override
    SampleMatrices samples() {
        return new ImageFeatures(images.dataset(classes), PipelineBytes.read(pipeline.value()));
    }
}
