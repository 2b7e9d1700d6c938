package org.convolex.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.data.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContrastNormalizationTest {

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.1, 10})
    void isTheFormulaInDouble(double constant) {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            int length = 1 + random.nextInt(75);
            float[] values = new float[length + 3];
            double mean = 0;
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
                mean += i >= 2 && i < length + 2 ? (double) values[i] / length : 0;
            }
            double squares = 0;
            for (int i = 2; i < length + 2; i++) {
                squares += (values[i] - mean) * (values[i] - mean);
            }
            float[] normalized = values.clone();
            new ContrastNormalization(constant).apply(normalized, 2, length);
            double norm = 0;
            for (int i = 2; i < length + 2; i++) {
                double expected = (values[i] - mean) / (Math.sqrt(squares) + constant);
                assertThat((double) normalized[i]).isCloseTo(expected, within(1e-6 * (1 + 1e-1 / constant)));
                norm += (double) normalized[i] * normalized[i];
            }
            assertThat(norm).isLessThan(1);
            assertThat(normalized[1]).isEqualTo(values[1]);
            assertThat(normalized[length + 2]).isEqualTo(values[length + 2]);
        }
    }

    /** Exactly: what rounding leaves of a flat background would be told apart by its brightness. */
    @ParameterizedTest
    @ValueSource(floats = {0, 1, 0.25f, 0.1f, 1 / 3f, -0.7f, 0.99999994f})
    void aFlatPatchBecomesZero(float level) {
        for (int length = 1; length <= 300; length++) {
            float[] flat = new float[length];
            Arrays.fill(flat, level);
            new ContrastNormalization(0.1).apply(flat, 0, length);
            assertThat(flat).containsOnly(0f);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAConstantThatIsNotPositive(double constant) {
        assertThatThrownBy(() -> new ContrastNormalization(constant))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("contrast constant must be finite and > 0, got " + constant);
    }
}
