package org.convolex.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.convolex.data.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AveragePoolingTest {

    @ParameterizedTest
    @CsvSource({"4, 4, 2", "5, 7, 2", "1, 9, 2", "24, 24, 2", "3, 3, 1", "5, 5, 3", "4, 6, 6", "3, 2, 7"})
    void windowsCoverEachPatchOnceAndHoldNeighboursOnly(int rows, int columns, int size) {
        AveragePooling pooling = new AveragePooling(rows, columns, size);
        int[] order = pooling.order();
        int[] starts = pooling.starts();
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, rows * columns).toArray());
        assertThat(starts).hasSize(pooling.windows() + 1).startsWith(0).endsWith(rows * columns);
        for (int window = 0; window < pooling.windows(); window++) {
            assertThat(starts[window]).isLessThan(starts[window + 1]);
            for (int i = starts[window]; i < starts[window + 1]; i++) {
                int row = order[i] / columns;
                int column = order[i] % columns;
                assertThat(row / size * pooling.columns() + column / size).isEqualTo(window);
            }
        }
    }

    @Test
    void bordersMakeSmallerWindows() {
        AveragePooling pooling = new AveragePooling(3, 3, 2);
        assertThat(pooling.order()).containsExactly(0, 1, 3, 4, 2, 5, 6, 7, 8);
        assertThat(pooling.starts()).containsExactly(0, 4, 6, 8, 9);
        assertThat(pooling.rows()).isEqualTo(2);
        assertThat(pooling.columns()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 100, Integer.MAX_VALUE})
    void aWindowLargerThanTheGridIsTheGrid(int size) {
        AveragePooling pooling = new AveragePooling(4, 4, size);
        assertThat(pooling.windows()).isEqualTo(1);
        assertThat(pooling.starts()).containsExactly(0, 16);
        assertThat(pooling.order()).isEqualTo(IntStream.range(0, 16).toArray());
    }

    @Test
    void aSizeBelowOneIsRefused() {
        assertThatThrownBy(() -> new AveragePooling(4, 4, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("pool must be >= 1, got 0");
    }
}
