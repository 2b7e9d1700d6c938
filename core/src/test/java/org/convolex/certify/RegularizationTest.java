package org.convolex.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegularizationTest {
    private static final Regularization INSIDE = new NuclearNormBound(9, 10);

    @Test
    void aPointMayLieOnTheSphereAndNotOutside() {
        assertThat(new NuclearNormBound(10, 10).feasible()).isTrue();
        assertThat(new NuclearNormBound(Math.nextUp(10.0), 10).feasible()).isFalse();
        assertThat(new NuclearNormBound(Double.NaN, 10).feasible()).isFalse();
        assertThat(new NuclearNormBound(11, 10).violation())
                .hasValue("the nuclear norm 11.0000000 exceeds R = 10.0000000");
    }

    @Test
    void aClaimedNormMayDifferByRounding() {
        assertThat(INSIDE.contradiction(new NuclearNormBound(9.0009, 10), 1e-4)).isEmpty();
        assertThat(INSIDE.contradiction(new NuclearNormBound(8.99, 10), 1e-4))
                .hasValue("nuclear norm is 9.00000000, the model claims 8.99000000");
        assertThat(INSIDE.contradiction(new NuclearNormBound(Double.NaN, 10), 1e-4))
                .isPresent();
        assertThat(new NuclearNormBound(Double.NaN, 10).contradiction(INSIDE, 1e-4))
                .isPresent();
    }

    @Test
    void anotherRegularizationContradicts() {
        Regularization decay = new WeightDecay(0.5);
        assertThat(INSIDE.contradiction(new NuclearNormBound(9, 11), 1e-4)).isPresent();
        assertThat(INSIDE.contradiction(decay, 1e-4)).isPresent();
        assertThat(decay.contradiction(INSIDE, 1e-4)).isPresent();
        assertThat(decay.contradiction(new WeightDecay(Math.nextUp(0.5)), 1e-4)).isPresent();
        assertThat(decay.contradiction(new WeightDecay(0.5), 1e-4)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void betaIsAPositiveNumber(double beta) {
        assertThatThrownBy(() -> new WeightDecay(beta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("beta must be finite and > 0, got " + beta);
    }
}
