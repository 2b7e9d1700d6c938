package org.convolex.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZcaWhiteningTest {
    private static final Workers WORKERS = new Workers(2);
    private static final ImageShape SHAPE = new ImageShape(2, 6, 6);
    private static final PatchGrid GRID = new PatchGrid(SHAPE, 3, 1, 0);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static PatchExtractor extractor() {
        return new PatchExtractor(0.3f, GRID, new ContrastNormalization(0.1), new AveragePooling(4, 4, 2));
    }

    /** The covariance of vectors, by its definition. */
    private static double[] covariance(double[][] vectors) {
        int dimension = vectors[0].length;
        double[] mean = new double[dimension];
        for (double[] vector : vectors) {
            for (int i = 0; i < dimension; i++) {
                mean[i] += vector[i] / vectors.length;
            }
        }
        double[] covariance = new double[dimension * dimension];
        for (double[] vector : vectors) {
            for (int i = 0; i < covariance.length; i++) {
                int a = i / dimension;
                int b = i % dimension;
                covariance[i] += (vector[a] - mean[a]) * (vector[b] - mean[b]) / vectors.length;
            }
        }
        return covariance;
    }

    private static double[][] patches(Dataset images, ZcaWhitening whitening, boolean whitened) {
        PatchExtractor.Extraction extraction = extractor().newExtraction();
        double[][] patches = new double[images.size() * GRID.patches()][];
        for (int p = 0; p < patches.length; p++) {
            float[] read = extraction.of(images, p / GRID.patches());
            int at = p % GRID.patches() * GRID.dimension();
            double[] raw = new double[GRID.dimension()];
            Arrays.setAll(raw, i -> read[at + i]);
            patches[p] = whitened ? whitening.apply(read, at) : raw;
        }
        return patches;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.1, 10})
    void turnsVariancesIntoTheirShareOfThemselvesAndEpsilon(double epsilon) {
        Dataset images = RandomImages.of(SHAPE, 60, 3, 1);
        ZcaWhitening whitening = ZcaWhitening.fit(images, extractor(), epsilon, 1000, WORKERS);
        double[] before = SymmetricEigen.of(covariance(patches(images, whitening, false)), GRID.dimension())
                .values();
        double[] expected = Arrays.stream(before)
                .map(d -> Math.max(0, d) / (Math.max(0, d) + epsilon))
                .toArray();
        double[][] whitened = patches(images, whitening, true);
        assertThat(SymmetricEigen.of(covariance(whitened), GRID.dimension()).values())
                .containsExactly(expected, within(1e-5));
        for (int i = 0; i < GRID.dimension(); i++) {
            double mean = 0;
            for (double[] vector : whitened) {
                mean += vector[i] / whitened.length;
            }
            assertThat(mean).isCloseTo(0, within(1e-5));
            for (int j = 0; j < i; j++) {
                assertThat(whitening.matrix()[i * GRID.dimension() + j])
                        .isCloseTo(whitening.matrix()[j * GRID.dimension() + i], within(1e-12));
            }
        }
    }

    @Test
    void constantPatchesAreLeftWithoutDivisionByZero() {
        Dataset flat = RandomImages.flat(SHAPE, 1, 2, 3);
        ZcaWhitening whitening = ZcaWhitening.fit(flat, extractor(), 0.25, 1000, WORKERS);
        double[] twice = new double[GRID.dimension() * GRID.dimension()];
        for (int i = 0; i < GRID.dimension(); i++) {
            twice[i * (GRID.dimension() + 1)] = 2; // 1 / sqrt(0 + epsilon)
        }
        assertThat(whitening.matrix()).containsExactly(twice, within(1e-6));
        assertThat(whitening.mean()).containsExactly(new double[GRID.dimension()], within(1e-6));
    }

    @Test
    void readsAtMostSoManyImagesSpreadEvenly() {
        Dataset images = RandomImages.of(SHAPE, 60, 3, 1);
        Dataset every = images.subset(new int[] {0, 6, 12, 18, 24, 30, 36, 42, 48, 54});
        ZcaWhitening few = ZcaWhitening.fit(images, extractor(), 0.1, 10, WORKERS);
        ZcaWhitening same = ZcaWhitening.fit(every, extractor(), 0.1, 1000, WORKERS);
        assertThat(few.matrix()).isEqualTo(same.matrix());
        assertThat(few.mean()).isEqualTo(same.mean());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAnEpsilonThatIsNotPositive(double epsilon) {
        Dataset images = RandomImages.of(SHAPE, 5, 2, 1);
        assertThatThrownBy(() -> ZcaWhitening.fit(images, extractor(), epsilon, 1000, WORKERS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("whitening epsilon must be finite and > 0, got " + epsilon);
    }
}
