package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoublingSearchTest {
    private final List<Double> judged = new ArrayList<>();

    private double search(double start, DoubleUnaryOperator loss) {
        return DoublingSearch.search(start, value -> {
            judged.add(value);
            return loss.applyAsDouble(value);
        });
    }

    private static DoubleUnaryOperator parabola(double best) {
        return value -> Math.pow(Math.log(value / best), 2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.03, 0.13, 0.7, 1, 1.3, 6, 40})
    void findsTheVertexOfAParabolaFromEitherSide(double best) {
        double found = search(1, parabola(best));
        assertThat(Math.abs(Math.log(found / best))).isLessThan(0.15 * Math.log(2) + 0.01);
        assertThat(judged).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(9);
    }

    @Test
    void judgesThreeValuesWhereTheFirstIsBestAndItsNeighboursAreAlike() {
        assertThat(search(0.2, parabola(0.2))).isEqualTo(0.2);
        assertThat(judged).containsExactly(0.2, 0.4, 0.1);
    }

    @Test
    void judgesTheVertexWhereOneNeighbourIsBetter() {
        assertThat(search(1, parabola(1.3))).isCloseTo(1.3, within(1e-9));
        assertThat(judged).containsExactly(1.0, 2.0, 0.5, 1.3);
    }

    @Test
    void endsAfterSixStepsInOneDirection() {
        assertThat(search(1, value -> value)).isCloseTo(1.0 / 64, within(1e-4));
        assertThat(judged).hasSize(8);
    }

    @Test
    void anInfiniteLossEndsIt() {
        assertThat(search(1, value -> judged.size() == 1 ? 1 : Double.POSITIVE_INFINITY))
                .isEqualTo(1);
        assertThat(judged).hasSize(3);
    }

    @Test
    void valuesHaveThreeDigits() {
        search(0.123456, parabola(0.19));
        assertThat(judged)
                .allSatisfy(value ->
                        assertThat(new BigDecimal(value.toString()).precision()).isLessThanOrEqualTo(3));
        assertThat(judged.get(0)).isEqualTo(0.123);
    }
}
