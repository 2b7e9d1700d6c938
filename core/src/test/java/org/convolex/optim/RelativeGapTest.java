package org.convolex.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeGapTest {

    @ParameterizedTest
    @CsvSource({
        "1,    0,    1,   1", // the zero model has attained nothing
        "0.25, 0,    1,   0.25",
        "0,    0,    1,   0", // optimal
        "0.5,  0.25, 1.25, 0.25",
        "2,    0,    1,   2", // worse than zero
        "-1,   -3,   1,   0.5", // objectives may be negative
        "1,    1,    1,   0", // nothing to gain, and optimal
        "0.5,  1,    1,   0", // below its bound: no gap, for others to call trouble
        "2,    1,    1,   Infinity", // nothing to gain, and yet not optimal
        "2,    1,    0.5, Infinity",
        "NaN,  0,    1,   NaN",
        "1,    NaN,  1,   NaN",
        "1,    0,    NaN, NaN",
        "Infinity, 0, 1,  Infinity",
        "1,    -Infinity, 1, NaN", // no bound: compares as not reached
    })
    void isTheShareOfTheAttainableDecreaseThatIsMissing(
            double objective, double lowerBound, double zeroObjective, double expected) {
        assertThat(RelativeGap.of(objective, lowerBound, zeroObjective)).isEqualTo(Double.valueOf(expected));
        assertThat(new Progress(3, 1, objective, lowerBound, zeroObjective).relativeGap())
                .isEqualTo(Double.valueOf(expected)); // NaN equals NaN
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 'gap must be in (0, 1), got 0.0'",
        "1, 1, 1, 'gap must be in (0, 1), got 1.0'",
        "NaN, 1, 1, 'gap must be in (0, 1), got NaN'",
        "0.1, 0, 1, 'max-seconds must be > 0, got 0.0'",
        "0.1, NaN, 1, 'max-seconds must be > 0, got NaN'",
        "0.1, 1, 0, 'iterations must be >= 1, got 0'",
    })
    void aStoppingRuleOutOfRangeIsRefused(double gap, double seconds, int iterations, String message) {
        assertThatThrownBy(() -> new StoppingRule(gap, seconds, iterations))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aStoppingRuleChangesOneValueAtATime() {
        StoppingRule rule = StoppingRule.gap(0.1);
        assertThat(rule.withGap(0.2)).isEqualTo(new StoppingRule(0.2, Double.POSITIVE_INFINITY, 100_000));
        assertThat(rule.withMaxSeconds(3)).isEqualTo(new StoppingRule(0.1, 3, 100_000));
        assertThat(rule.withMaxIterations(3)).isEqualTo(new StoppingRule(0.1, Double.POSITIVE_INFINITY, 3));
    }
}
