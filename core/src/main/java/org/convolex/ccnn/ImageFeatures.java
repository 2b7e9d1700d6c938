package org.convolex.ccnn;

import org.convolex.data.Dataset;
import org.convolex.optim.Blocks;
import org.convolex.optim.SampleMatrices;

/**
 * The samples Z(x_i) of a data set, computed from its pixels at every reading: for 10,000 digits and 500 features that
 * takes little more than a second and no memory, where holding them takes 2.9 GB. Immutable and safe for use from many
 * threads.
 */
public final class ImageFeatures implements SampleMatrices {
    private final Dataset images;
    private final int positions;
    private final int features;
    private final FeaturePipeline.Application application;

    /**
     * @param images the x_i
     * @param pipeline x to Z(x)
     */
    public ImageFeatures(Dataset images, FeaturePipeline pipeline) {
        this.images = images;
        this.positions = pipeline.positions();
        this.features = pipeline.features();
        this.application = pipeline.application();
    }

    @Override
    public int samples() {
        return images.size();
    }

    @Override
    public int positions() {
        return positions;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public int blockSize() {
        return Blocks.size(rowLength(), samples());
    }

    @Override
    public Reader newReader() {
        FeaturePipeline.Worker worker = application.newWorker();
        float[] block = new float[blockSize() * rowLength()];
        return number -> {
            int first = number * blockSize();
            for (int i = 0; i < samplesIn(number); i++) {
                worker.apply(images, first + i, block, i * rowLength());
            }
            return block;
        };
    }
}
