package org.convolex.bench.relaxation;

import static org.assertj.core.api.Assertions.assertThat;

import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;

class GradientDescentTest {

    @Test
    void findsThePlantedFilterWhereSamplesAreMany() {
        try (Workers workers = new Workers(1)) {
            for (int blocks : new int[] {1, 2, 5}) {
                Planted planted = Planted.of(120, blocks, 6, 3, workers);
                GradientDescent descent = new GradientDescent(planted.problem(), 500);

                assertThat(planted.recovered(descent.solve(3, 1))).isTrue();
                assertThat(descent.steps()).isBetween(3, 1500);
            }
        }
    }

    @Test
    void fitsFewSamplesByAnotherFilter() {
        try (Workers workers = new Workers(1)) {
            Planted planted = Planted.of(8, 1, 20, 3, workers);
            double[] found = new GradientDescent(planted.problem(), 500)
                    .solve(10, 1); // some starts end where no sample is active

            assertThat(planted.problem().residual(found, workers)).isLessThan(1e-6);
            assertThat(planted.recovered(found)).isFalse();
        }
    }
}
