package org.convolex.convotron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {

    @Test
    void signalsHaveWindowsOfNeighbours() {
        Windows windows = Windows.ofSignals(11, 5, 3);

        assertThat(windows.starts()).containsExactly(0, 3, 6);
        assertThat(windows.offsets()).containsExactly(0, 1, 2, 3, 4);
        // r - s + 1 .. s of the paper, counted from 1
        assertThat(windows.inner()).containsExactly(2);
        assertThat(windows.overlap()).isTrue();
        assertThat(windows.average()).containsExactly(1.0 / 3, 1.0 / 3, 1.0 / 3);
    }

    @Test
    void imagesHaveSquares() {
        Windows windows = Windows.ofImages(5, 7, 3, 2);

        assertThat(windows.starts()).containsExactly(0, 2, 4, 14, 16, 18);
        assertThat(windows.offsets()).containsExactly(0, 1, 2, 7, 8, 9, 14, 15, 16);
        assertThat(windows.inner()).containsExactly(4);
    }

    /** What stage 1 rests on: no coordinate is in the inner part of one patch and in any part of another. */
    @ParameterizedTest
    @CsvSource({
        "1, 160, 16, 9",
        "1, 160, 16, 12",
        "1, 160, 16, 16",
        "1, 11, 5, 3",
        "9, 9, 3, 2",
        "8, 12, 4, 4",
        "1, 5, 5, 3"
    })
    void innerPartsAreTheirPatchsOwn(int height, int width, int size, int stride) {
        Windows windows =
                height == 1 ? Windows.ofSignals(width, size, stride) : Windows.ofImages(height, width, size, stride);
        Map<Integer, Integer> patchesOfCoordinate = new HashMap<>();
        for (int start : windows.starts()) {
            for (int offset : windows.offsets()) {
                patchesOfCoordinate.merge(start + offset, 1, Integer::sum);
            }
        }
        Windows own = windows.nonOverlapping();
        assertThat(own.size()).isEqualTo(windows.inner().length);
        for (int start : own.starts()) {
            for (int offset : own.offsets()) {
                assertThat(patchesOfCoordinate).containsEntry(start + offset, 1);
            }
        }
    }

    /** Theorem A.2. */
    @ParameterizedTest
    @CsvSource({"160, 16, 9", "160, 16, 12", "160, 16, 15", "160, 16, 16", "11, 5, 3", "8, 5, 3"})
    void eigenvaluesOfTheCovarianceAreWithinTheTheorem(int inputs, int size, int stride) {
        Windows windows = Windows.ofSignals(inputs - (inputs - size) % stride, size, stride);
        double spread = Math.cos(Math.PI / (windows.patches() + 1));
        SplittableRandom random = new SplittableRandom(1);
        for (int draw = 0; draw < 20; draw++) {
            double[] weights = Planted.normal(random, windows.patches());
            double length = Vectors.length(weights);
            for (int j = 0; j < weights.length; j++) {
                weights[j] /= length;
            }
            double[] values =
                    SymmetricEigen.of(windows.covariance(weights), size).values();
            assertThat(values[0]).isLessThanOrEqualTo(1 + spread + 1e-12);
            assertThat(values[size - 1]).isGreaterThanOrEqualTo(1 - spread - 1e-12);
            // the paper's matrix: 1, and the sum of products of neighbouring weights s off the diagonal
            assertThat(windows.covariance(weights)[0]).isBetween(1 - 1e-12, 1 + 1e-12);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10, 11, 6, 'filter size must be in 1..10, got 11'",
        "10, 0, 1, 'filter size must be in 1..10, got 0'",
        "10, 4, 0, 'stride must be in 3..4 for filters of size 4, so that every patch has numbers of its own, got 0'",
        "10, 4, 5, 'stride must be in 3..4 for filters of size 4, so that every patch has numbers of its own, got 5'",
        "10, 4, 2, 'stride must be in 3..4 for filters of size 4, so that every patch has numbers of its own, got 2'",
        "9, 5, 3, 'windows of size 5 at stride 3 leave 1 of 9 numbers uncovered: d - r must be a multiple of s'",
    })
    void sizesThatDoNotFitAreNamed(int inputs, int size, int stride, String message) {
        assertThatThrownBy(() -> Windows.ofSignals(inputs, size, stride))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @Test
    void patchesHaveAllChannels() {
        ImageShape image = new ImageShape(2, 5, 7);
        Windows windows = Windows.of(image, 3, 2);

        assertThat(windows.inputs()).isEqualTo(70);
        assertThat(windows.offsets()).hasSize(18).startsWith(0, 1, 2, 7).endsWith(50, 51);
        assertThat(windows.offsets()[9]).isEqualTo(35);
        assertThat(windows.inner()).containsExactly(4, 13);
        WindowSize size = new WindowSize(3, 2);
        assertThat(size.numbers(image)).isEqualTo(18);
        assertThat(size.patches(image)).isEqualTo(windows.patches()).isEqualTo(6);
    }
}
