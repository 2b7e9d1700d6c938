package org.convolex.ccnn;

import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;
import org.convolex.optim.Directions;
import org.convolex.optim.RestrictedSamples;
import org.convolex.optim.SampleMatrices;

/** What filters say to images: the input of the next layer. */
final class FilterResponses {
    private FilterResponses() {}

    /** One channel for each filter: pixel (j, p) is the inner product of filter j and the features at position p. */
    static Dataset of(Dataset images, FeaturePipeline pipeline, float[][] filters, ImageShape shape, Workers workers) {
        SampleMatrices responses =
                new RestrictedSamples(new ImageFeatures(images, pipeline), Directions.of(pipeline.features(), filters));
        int channels = filters.length;
        int positions = responses.positions();
        float[][] maps = new float[images.size()][channels * positions];
        workers.forEachChunk(responses.blocks(), (chunk, from, to) -> {
            SampleMatrices.Reader reader = responses.newReader();
            for (int block = from; block < to; block++) {
                float[] read = reader.read(block);
                for (int i = 0; i < responses.samplesIn(block); i++) {
                    float[] map = maps[block * responses.blockSize() + i];
                    for (int p = 0; p < positions; p++) {
                        for (int j = 0; j < channels; j++) {
                            map[j * positions + p] = read[(i * positions + p) * channels + j];
                        }
                    }
                }
            }
        });
        return images.withImages(shape, maps);
    }
}
