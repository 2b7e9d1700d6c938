package org.convolex.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchExtractorTest {
    private static final ContrastNormalization CONTRAST = new ContrastNormalization(0.1);

    @ParameterizedTest
    @CsvSource({"1, 6, 7, 3, 1, 0, 2", "3, 5, 5, 3, 2, 1, 2", "2, 1, 9, 4, 1, 2, 3", "1, 4, 4, 4, 1, 0, 1"})
    void scalesCutsNormalizesAndOrders(
            int channels, int height, int width, int size, int stride, int padding, int pool) {
        ImageShape shape = new ImageShape(channels, height, width);
        Dataset images = RandomImages.of(shape, 5, 2, 3);
        float largest = 0;
        for (int i = 0; i < 5; i++) {
            for (float pixel : images.image(i)) {
                largest = Math.max(largest, Math.abs(pixel));
            }
        }
        PatchGrid grid = new PatchGrid(shape, size, stride, padding);
        PatchExtractor extractor = PatchExtractor.fit(images, grid, CONTRAST, pool);
        assertThat(extractor.scale()).isEqualTo(1 / largest);
        PatchExtractor.Extraction extraction = extractor.newExtraction();
        int[] order = extractor.pooling().order();
        for (int i = 0; i < 5; i++) {
            float[] pixels = images.image(i);
            for (int j = 0; j < pixels.length; j++) {
                pixels[j] *= extractor.scale();
            }
            float[] read = extraction.of(images, i);
            float[] expected = new float[grid.dimension()];
            for (int p = 0; p < grid.patches(); p++) {
                grid.copyPatch(pixels, order[p] / grid.columns(), order[p] % grid.columns(), expected, 0);
                CONTRAST.apply(expected, 0, expected.length);
                assertThat(Arrays.copyOfRange(read, p * expected.length, (p + 1) * expected.length))
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1, -3.5f})
    void refusesConstantImages(float level) {
        ImageShape shape = new ImageShape(1, 4, 4);
        PatchGrid grid = new PatchGrid(shape, 3, 1, 0);
        assertThatThrownBy(() -> PatchExtractor.fit(RandomImages.flat(shape, level, level), grid, CONTRAST, 2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("all 2 training images are constant: every pixel is " + level + ", the variance is 0");
    }
}
