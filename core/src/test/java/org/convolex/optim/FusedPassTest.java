package org.convolex.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.convolex.linalg.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusedPassTest {

    @ParameterizedTest
    @CsvSource({"1, true", "7, false", "59, true", "333, true", "333, false", "3000, true"})
    void agreesWithPlainLoopsInDouble(int samples, boolean logistic) {
        TestProgram test = TestProgram.planted(samples, samples, 3, 5, 4, logistic, 1);
        SplittableRandom random = new SplittableRandom(1);
        double[] x = TestProgram.gaussian(random, test.pointLength());
        double[] previous = TestProgram.gaussian(random, test.pointLength());
        double beta = 0.8;
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = x[i] + beta * (x[i] - previous[i]);
        }
        try (Workers workers = new Workers(2)) {
            FusedPass pass = new FusedPass(test.program(), workers);
            FusedPass.Result before = pass.at(previous);
            FusedPass.Result result = pass.at(x, before, beta);
            assertThat(before.objective()).isEqualTo(before.extrapolatedObjective());
            assertThat(before.objective()).isCloseTo(test.objective(previous), within(1e-5));
            assertThat(before.gradient()).containsExactly(test.gradient(previous), within(1e-5));
            assertThat(result.objective()).isCloseTo(test.objective(x), within(1e-5));
            assertThat(result.extrapolatedObjective()).isCloseTo(test.objective(y), within(1e-5));
            assertThat(result.gradient()).containsExactly(test.gradient(y), within(1e-5));
            double[] slope = test.gradient(previous);
            double divergence = test.objective(x) - test.objective(previous);
            for (int i = 0; i < x.length; i++) {
                divergence -= slope[i] * (x[i] - previous[i]);
            }
            assertThat(result.divergence()).isCloseTo(divergence, within(1e-5));
            for (int i = 0; i < samples; i++) {
                for (int k = 0; k < 4; k++) {
                    assertThat(result.scores()[i * 4 + k]).isCloseTo(test.score(x, i, k), within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"7, 2", "7, 3", "333, 2", "333, 3", "3000, 3"})
    void sameBitsForAnyNumberOfThreads(int samples, int threads) {
        NuclearNormProgram program =
                TestProgram.planted(5, samples, 3, 5, 4, true, 1).program();
        double[] x = TestProgram.gaussian(new SplittableRandom(2), program.pointLength());
        try (Workers one = new Workers(1);
                Workers more = new Workers(threads)) {
            FusedPass.Result expected = new FusedPass(program, one).at(x);
            for (int repeat = 0; repeat < 5; repeat++) {
                FusedPass.Result result = new FusedPass(program, more).at(x);
                assertThat(result.gradient()).isEqualTo(expected.gradient());
                assertThat(result.scores()).isEqualTo(expected.scores());
                assertThat(result.objective()).isEqualTo(expected.objective());
            }
        }
    }
}
