package org.convolex.ccnn;

import org.convolex.data.Dataset;
import org.convolex.optim.Blocks;
import org.convolex.optim.SampleMatrices;

/**
 * The samples Z(x_i) of a data set, computed from its pixels at every reading: for 10,000 digits and 500 features that
 * takes little more than a second and no memory, where holding them takes 2.9 GB.
 *
 * @param images the x_i
 * @param pipeline x to Z(x)
 */
public record ImageFeatures(Dataset images, FeaturePipeline pipeline) implements SampleMatrices {

    @Override
    public int samples() {
        return images.size();
    }

    @Override
    public int positions() {
        return pipeline.positions();
    }

    @Override
    public int features() {
        return pipeline.features();
    }

    @Override
    public int blockSize() {
        return Blocks.size(rowLength(), samples());
    }

    @Override
    public Reader newReader() {
        FeaturePipeline.Application application = pipeline.newApplication();
        float[] features = new float[blockSize() * rowLength()];
        return block -> {
            int first = block * blockSize();
            for (int i = 0; i < samplesIn(block); i++) {
                application.apply(images, first + i, features, i * rowLength());
            }
            return features;
        };
    }
}
