package org.convolex.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomOrderTest {

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 1", "17, 5", "1000, 8"})
    void someNumbersOfAnOrderAreThoseOfAllOfIt(int count, long seed) {
        int[] order = RandomOrder.of(count, new SplittableRandom(seed));
        assertThat(Arrays.stream(order).sorted())
                .containsExactly(IntStream.range(0, count).boxed().toArray(Integer[]::new));
        assertThat(RandomOrder.at(count, seed, IntStream.range(0, count).toArray()))
                .isEqualTo(order);
        assertThat(RandomOrder.at(count, seed, new int[] {count - 1, 0, count / 2, 0}))
                .containsExactly(order[count - 1], order[0], order[count / 2], order[0]);
    }
}
