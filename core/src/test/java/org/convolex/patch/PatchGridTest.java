package org.convolex.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchGridTest {

    /** All patches, from an image that really is surrounded by zeros. */
    private static List<float[]> naivePatches(float[] pixels, PatchGrid grid) {
        ImageShape image = grid.image();
        boolean signal = image.height() == 1;
        int size = grid.size();
        int padding = grid.padding();
        int above = signal ? 0 : padding;
        int height = image.height() + 2 * above;
        int width = image.width() + 2 * padding;
        float[][][] padded = new float[image.channels()][height][width];
        for (int i = 0; i < pixels.length; i++) {
            int channel = i / (image.height() * image.width());
            int y = i / image.width() % image.height();
            padded[channel][y + above][i % image.width() + padding] = pixels[i];
        }
        List<float[]> patches = new ArrayList<>();
        int patchHeight = signal ? 1 : size;
        for (int top = 0; top + patchHeight <= height; top += grid.stride()) {
            for (int left = 0; left + size <= width; left += grid.stride()) {
                List<Float> patch = new ArrayList<>();
                for (float[][] channel : padded) {
                    for (int y = top; y < top + patchHeight; y++) {
                        for (int x = left; x < left + size; x++) {
                            patch.add(channel[y][x]);
                        }
                    }
                }
                float[] flat = new float[patch.size()];
                for (int i = 0; i < flat.length; i++) {
                    flat[i] = patch.get(i);
                }
                patches.add(flat);
            }
        }
        return patches;
    }

    @Test
    void copiesThePatchesOfAPaddedImage() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int size = 1 + random.nextInt(5);
            int padding = random.nextInt(size);
            int least = Math.max(1, size - 2 * padding);
            int height = seed % 4 == 0 ? 1 : least + random.nextInt(7);
            int width = least + random.nextInt(7);
            ImageShape image = new ImageShape(1 + random.nextInt(3), height, width);
            PatchGrid grid = new PatchGrid(image, size, 1 + random.nextInt(4), padding);
            float[] pixels = new float[image.size()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = i + 1;
            }
            List<float[]> expected = naivePatches(pixels, grid);
            assertThat(grid.patches()).as("%s", grid).isEqualTo(expected.size());
            for (int p = 0; p < expected.size(); p++) {
                assertThat(grid.dimension()).isEqualTo(expected.get(p).length);
                float[] target = new float[grid.dimension() + 2];
                target[0] = -1;
                target[target.length - 1] = -1;
                grid.copyPatch(pixels, p / grid.columns(), p % grid.columns(), target, 1);
                assertThat(Arrays.copyOfRange(target, 1, target.length - 1))
                        .as("%s, patch %d", grid, p)
                        .isEqualTo(expected.get(p));
                assertThat(target[0]).isEqualTo(-1);
                assertThat(target[target.length - 1]).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8, 8, 0, 1, 0, 'patch must be >= 1, got 0'",
        "8, 8, -3, 1, 0, 'patch must be >= 1, got -3'",
        "8, 8, 5, 0, 0, 'stride must be >= 1, got 0'",
        "8, 8, 5, 1, -1, 'padding must be in 0..4 (below the patch), got -1'",
        "8, 8, 5, 1, 5, 'padding must be in 0..4 (below the patch), got 5'",
        "8, 3, 5, 1, 0, 'images of 1 x 8 x 3 with padding 0 are smaller than a 5 x 5 patch: patch must be at most 3'",
        "2, 8, 5, 1, 1, 'images of 1 x 2 x 8 with padding 1 are smaller than a 5 x 5 patch: patch must be at most 4'",
        "1, 3, 5, 1, 0, 'images of 1 x 1 x 3 with padding 0 are smaller than a 1 x 5 patch: patch must be at most 3'",
    })
    void refusesWhatDoesNotFit(int height, int width, int size, int stride, int padding, String message) {
        ImageShape image = new ImageShape(1, height, width);
        assertThatThrownBy(() -> new PatchGrid(image, size, stride, padding))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @Test
    void aPatchMayBeTheWholeImage() {
        PatchGrid grid = new PatchGrid(new ImageShape(3, 6, 6), 6, 1, 0);
        assertThat(grid.patches()).isEqualTo(1);
        assertThat(grid.dimension()).isEqualTo(108);
    }
}
