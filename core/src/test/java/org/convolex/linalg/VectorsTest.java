package org.convolex.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VectorsTest {
    private static final double[] VECTOR = {3, 0, -4};

    @Test
    void products() {
        assertThat(Vectors.dot(VECTOR, new double[] {1, 2, 5})).isEqualTo(-17);
        assertThat(Vectors.dot(VECTOR, new double[] {9, 9, 1, 2, 5, 9}, 2)).isEqualTo(-17);
        assertThat(Vectors.length(VECTOR)).isEqualTo(5);
        assertThat(Vectors.length(new double[0])).isZero();
        assertThat(Vectors.squaredDistance(VECTOR, new double[] {1, 2, -4})).isEqualTo(8);
    }

    /** What is promised of bits: 1e16 + 1 is 1e16, so that another order has another sum. */
    @Test
    void termsAreAddedInTheirOrder() {
        double[] ones = {1, 1, 1, 1};
        assertThat(Vectors.dot(ones, new double[] {1e16, 1, -1e16, 1})).isEqualTo(1);
        assertThat(Vectors.dot(ones, new double[] {1, 1e16, 1, -1e16})).isEqualTo(0);
    }

    @Test
    void scaling() {
        assertThat(Vectors.unit(VECTOR)).containsExactly(new double[] {0.6, 0, -0.8}, within(1e-16));
        assertThat(Vectors.unit(new double[2])).containsOnly(Double.NaN);
        assertThat(Vectors.dividedBy(VECTOR, 2)).containsExactly(1.5, 0, -2);
        assertThat(Vectors.negative(VECTOR)).containsExactly(-3.0, -0.0, 4.0);
        assertThat(VECTOR).containsExactly(3, 0, -4);
    }

    @Test
    void sums() {
        double[] target = {1, 1, 1};
        Vectors.addTo(target, -2, VECTOR);
        assertThat(target).containsExactly(-5, 1, 9);
    }
}
