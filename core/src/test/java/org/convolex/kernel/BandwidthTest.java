package org.convolex.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.patch.ContrastNormalization;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;
import org.convolex.patch.RandomImages;
import org.convolex.patch.ZcaWhitening;
import org.junit.jupiter.api.Test;

class BandwidthTest {
    private static final ImageShape SHAPE = new ImageShape(1, 5, 5);
    private static final PatchGrid GRID = new PatchGrid(SHAPE, 3, 1, 0);

    private static PatchExtractor extractor(Dataset images) {
        return PatchExtractor.fit(images, GRID, new ContrastNormalization(0.1), 2);
    }

    private static ZcaWhitening whitening(Dataset images) {
        try (Workers workers = new Workers(1)) {
            return ZcaWhitening.fit(images, extractor(images), 0.1, 100, workers);
        }
    }

    @Test
    void isTheMedianOverAllPairs() {
        Dataset images = RandomImages.of(SHAPE, 10, 2, 4);
        PatchExtractor extractor = extractor(images);
        ZcaWhitening whitening = whitening(images);
        List<double[]> patches = new ArrayList<>();
        PatchExtractor.Extraction extraction = extractor.newExtraction();
        for (int i = 0; i < images.size(); i++) {
            float[] read = extraction.of(images, i);
            for (int p = 0; p < GRID.patches(); p++) {
                patches.add(whitening.apply(read, p * GRID.dimension()));
            }
        }
        List<Double> distances = new ArrayList<>();
        for (double[] a : patches) {
            for (double[] b : patches) {
                double squared = 0;
                for (int i = 0; i < a.length; i++) {
                    squared += (a[i] - b[i]) * (a[i] - b[i]);
                }
                if (squared > 0) {
                    distances.add(squared);
                }
            }
        }
        distances.sort(null);
        double median = distances.get(distances.size() / 2);
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(Bandwidth.medianSquaredDistance(images, extractor, whitening, seed))
                    .isCloseTo(median, within(0.05 * median));
        }
        assertThat(Bandwidth.medianSquaredDistance(images, extractor, whitening, 1))
                .isEqualTo(Bandwidth.medianSquaredDistance(images, extractor, whitening, 1));
    }

    @Test
    void moreImagesThanPairsAreSampled() {
        Dataset images = RandomImages.of(SHAPE, 21_000, 2, 4);
        Dataset few = RandomImages.of(SHAPE, 500, 2, 4);
        double all = Bandwidth.medianSquaredDistance(images, extractor(images), whitening(few), 1);
        double part = Bandwidth.medianSquaredDistance(few, extractor(few), whitening(few), 1);
        assertThat(all).isCloseTo(part, within(0.1 * part));
    }

    @Test
    void refusesPatchesThatAreAllEqual() {
        Dataset flat = RandomImages.flat(SHAPE, 1, 2, 3);
        assertThatThrownBy(() -> Bandwidth.medianSquaredDistance(flat, extractor(flat), whitening(flat), 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "all patches of the training images are equal after contrast normalization: there is nothing"
                                + " to learn from");
    }
}
