package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.RandomFourierFeatures;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.linalg.Workers;
import org.convolex.patch.ContrastNormalization;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;
import org.convolex.patch.ZcaWhitening;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ParameterSharingTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Dataset DIGITS = Digits.train(100);
    private static final int PATCHES = 36;

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static FeaturePipeline pipeline(double gamma) {
        PatchGrid grid = new PatchGrid(DIGITS.shape(), 3, 1, 0);
        PatchExtractor extractor = PatchExtractor.fit(DIGITS, grid, new ContrastNormalization(0.1), 2);
        ZcaWhitening whitening = ZcaWhitening.fit(DIGITS, extractor, 0.1, 100, WORKERS);
        RandomFourierFeatures map = RandomFourierFeatures.draw(gamma, grid.dimension(), 10, 1);
        return FeaturePipeline.fit(DIGITS, extractor, whitening, map, 100, WORKERS);
    }

    @Test
    void theNormIsTheLargestEigenvalueOfTheKernelMatrix() {
        FeaturePipeline pipeline = pipeline(0.3);

        double expected = 0;
        for (int i = 0; i < DIGITS.size(); i++) {
            float[] read = pipeline.extractor().newExtraction().of(DIGITS, i);
            double[] matrix = new double[PATCHES * PATCHES];
            for (int p = 0; p < PATCHES; p++) {
                for (int q = 0; q < PATCHES; q++) {
                    double[] z = pipeline.whitening().apply(read, p * 9);
                    double[] other = pipeline.whitening().apply(read, q * 9);
                    double squares = 0;
                    for (int d = 0; d < 9; d++) {
                        squares += (z[d] - other[d]) * (z[d] - other[d]);
                    }
                    matrix[p * PATCHES + q] = Math.exp(-0.3 * squares);
                }
            }
            expected += SymmetricEigen.of(matrix, PATCHES).values()[0] / DIGITS.size();
        }

        ParameterSharing sharing = ParameterSharing.estimate(pipeline, DIGITS, 1000, WORKERS);
        assertThat(sharing.meanNorm()).isCloseTo(expected, within(1e-4 * expected));
        assertThat(sharing.largestValue()).isEqualTo(1);
        assertThat(sharing.images()).isEqualTo(100);
        assertThat(sharing.ratio()).isBetween(1.0, 6.0);
    }

    @Test
    void patchesThatAreAlikeToTheKernelGainNothing() {
        ParameterSharing sharing = ParameterSharing.estimate(pipeline(1e-9), DIGITS, 1000, WORKERS);

        assertThat(sharing.meanNorm()).isCloseTo(PATCHES, within(1e-3));
        assertThat(sharing.ratio()).isCloseTo(1, within(1e-4));
    }

    @Test
    void theTermsAreThoseOfThePaper() {
        ParameterSharing sharing = new ParameterSharing(10_000, 576, 200, 100, 0.5);

        assertThat(sharing.sharedTerm()).isCloseTo(Math.sqrt(Math.log(5_760_000.0) * 100 / 10_000), within(1e-12));
        assertThat(sharing.separateTerm()).isCloseTo(Math.sqrt(576 * 0.5 / 10_000), within(1e-12));
        assertThat(sharing.ratio())
                .isCloseTo(
                        sharing.separateTerm() / sharing.sharedTerm() * Math.sqrt(Math.log(5_760_000.0)),
                        within(1e-12));
    }

    @Test
    void theLeadingEigenvalueIsFoundAmongNegativeEntries() {
        double[] matrix = {2, -1, 0, -1, 2, -1, 0, -1, 2};

        assertThat(ParameterSharing.largestEigenvalue(matrix, 3)).isCloseTo(2 + Math.sqrt(2), within(1e-6));
    }

    @Test
    void refusesImagesOfAnotherShape() {
        Dataset other = Dataset.unlabelled(new ImageShape(1, 9, 9), new float[1][81]);

        assertThatThrownBy(() -> ParameterSharing.estimate(pipeline(0.3), other, 1000, WORKERS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("images are 1 x 9 x 9, but the model was trained on 1 x 8 x 8");
    }
}
