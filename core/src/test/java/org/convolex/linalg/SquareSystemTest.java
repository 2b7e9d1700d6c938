package org.convolex.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SquareSystemTest {

    @Test
    void solvesWhatNeedsPivots() {
        double[] x = SquareSystem.solve(new double[][] {{0, 2, 1}, {1, 0, 0}, {3, 1, -1}}, new double[] {7, 1, 2});

        assertThat(x).containsExactly(new double[] {1, 2, 3}, within(1e-12));
    }

    @Test
    void aSingularMatrixHasNoSolution() {
        assertThat(SquareSystem.solve(new double[][] {{1, 2}, {2, 4}}, new double[] {1, 1}))
                .isNull();
    }
}
