package org.convolex.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    private static List<String> labels(Axis axis) {
        return axis.ticks().stream().map(axis::label).toList();
    }

    @Test
    void ticksAreRoundNumbers() {
        assertThat(labels(Axis.linear("", 0, 2.3))).containsExactly("0", "0.5", "1.0", "1.5", "2.0");
        assertThat(labels(Axis.linear("", -0.004, 0.0041))).containsExactly("-0.004", "-0.002", "0", "0.002", "0.004");
        assertThat(labels(Axis.linear("", 1, 50))).containsExactly("10", "20", "30", "40", "50");
        assertThat(labels(Axis.linear("", 0, 4e-5))).containsExactly("0", "1e-5", "2e-5", "3e-5", "4e-5");
        assertThat(labels(Axis.linear("", 0, 3e7))).containsExactly("0", "1e7", "2e7", "3e7");
    }

    @Test
    void decadesAreTicksOfLogarithms() {
        Axis axis = Axis.logarithmic("", 2e-4, 0.9);

        assertThat(labels(axis)).containsExactly("1e-4", "1e-3", "1e-2", "1e-1", "1e0");
        assertThat(labels(Axis.logarithmic("", 0.01, 1.0000001))).containsExactly("1e-2", "1e-1", "1e0");
        assertThat(axis.place(1e-2)).isCloseTo(0.5, within(1e-12));
        assertThat(labels(Axis.logarithmic("", 1e-12, 1))).hasSizeBetween(4, 8);
    }

    /** What is constant still has an axis, and so does nothing at all. */
    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "-3, -3", "1e12, 1e12", "7, 7.000000000000001"})
    void equalEndsAreWidened(double from, double to) {
        Axis axis = Axis.linear("", from, to);

        assertThat(axis.from()).isLessThan(from);
        assertThat(axis.to()).isGreaterThan(to);
        assertThat(axis.ticks()).hasSizeBetween(2, 12);
    }
}
