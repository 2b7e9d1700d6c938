package org.convolex.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.convolex.linalg.Workers;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.NaiveNuclearNorm;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.TestProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrankWolfeCertifierTest {

    @ParameterizedTest
    @CsvSource({"1, true, 0.1", "2, false, 1", "3, true, 30", "4, false, 100"})
    void numbersAreThoseOfPlainLoops(long seed, boolean logistic, double radius) {
        TestProgram test = TestProgram.planted(seed, 77, 3, 6, 4, logistic, radius);
        try (Workers workers = new Workers(2)) {
            double[] direction = TestProgram.gaussian(new SplittableRandom(seed), test.pointLength());
            FactoredPoint point = FactoredPoint.of(direction, 6, new NuclearNormBall(radius), workers);
            double[] dense = point.dense(test.pointLength());
            Certificate certificate =
                    FrankWolfeCertifier.certify(test.program(), point, Scope.GIVEN_FEATURES, "the problem", workers);
            assertThat(certificate.objective()).isCloseTo(test.objective(dense), within(1e-12 * (1 + radius)));
            assertThat(certificate.zeroObjective()).isCloseTo(test.objective(new double[dense.length]), within(1e-12));
            double expected = test.lowerBound(dense);
            assertThat(certificate.lowerBound()).isLessThanOrEqualTo(expected + 1e-13 * (1 + radius));
            assertThat(certificate.lowerBound()).isCloseTo(expected, within(1e-5 * (1 + radius)));
            assertThat(bound(certificate).norm())
                    .isCloseTo(NaiveNuclearNorm.norm(dense, 6), within(1e-5 * radius))
                    .isLessThanOrEqualTo(radius);
            assertThat(bound(certificate).radius()).isEqualTo(radius);
            assertThat(certificate.scope()).isEqualTo(Scope.GIVEN_FEATURES);
            assertThat(certificate.problemHash()).isEqualTo("the problem");
            assertThat(certificate.pointHash()).isEqualTo(point.hash());
        }
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        TestProgram test = TestProgram.planted(9, 300, 3, 6, 4, true, 5);
        double[] direction = TestProgram.gaussian(new SplittableRandom(9), test.pointLength());
        try (Workers one = new Workers(1);
                Workers three = new Workers(3)) {
            FactoredPoint point = FactoredPoint.of(direction, 6, new NuclearNormBall(5), one);
            assertThat(FrankWolfeCertifier.certify(test.program(), point, Scope.GIVEN_FEATURES, "p", three))
                    .isEqualTo(FrankWolfeCertifier.certify(test.program(), point, Scope.GIVEN_FEATURES, "p", one));
        }
    }

    /** Factors that are not singular vectors: the sum of their products still bounds the nuclear norm. */
    @Test
    void theNuclearNormIsAnUpperBoundForAnyFactors() {
        SplittableRandom random = new SplittableRandom(3);
        TestProgram test = TestProgram.planted(3, 10, 2, 5, 3, true, 5);
        try (Workers workers = new Workers(1)) {
            for (int round = 0; round < 50; round++) {
                float[][] filters = new float[3][5];
                float[][] responses = new float[3][6];
                for (int j = 0; j < 3; j++) {
                    for (int i = 0; i < 6; i++) {
                        filters[j][i % 5] = (float) random.nextGaussian();
                        responses[j][i] = (float) random.nextGaussian();
                    }
                }
                FactoredPoint point = new FactoredPoint(5, filters, responses);
                Certificate certificate =
                        FrankWolfeCertifier.certify(test.program(), point, Scope.GIVEN_FEATURES, "p", workers);
                double norm = NaiveNuclearNorm.norm(point.dense(test.pointLength()), 5);
                assertThat(bound(certificate).norm()).isGreaterThanOrEqualTo(norm * (1 - 1e-14));
                assertThat(certificate.feasible()).isEqualTo(bound(certificate).norm() <= 5);
            }
        }
    }

    /** Its numbers would be those of another matrix, with another nuclear norm. */
    @Test
    void refusesAPointOfAnotherShape() {
        TestProgram test = TestProgram.planted(4, 10, 2, 6, 2, true, 5); // points are 6 x 4
        try (Workers workers = new Workers(1)) {
            for (int[] shape : new int[][] {{4, 6}, {6, 3}, {6, 5}, {3, 8}}) {
                FactoredPoint point = new FactoredPoint(shape[0], new float[1][shape[0]], new float[1][shape[1]]);
                assertThatThrownBy(() ->
                                FrankWolfeCertifier.certify(test.program(), point, Scope.GIVEN_FEATURES, "p", workers))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("FrankWolfeCertifier: the point is " + shape[0] + " x " + shape[1]
                                + ", the program's points are 6 x 4");
            }
        }
    }

    @Test
    void weightsThatAreNotNumbersAreCertifiedAsTrouble() {
        TestProgram test = TestProgram.planted(4, 10, 1, 2, 2, true, 5);
        try (Workers workers = new Workers(1)) {
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                FactoredPoint point = new FactoredPoint(2, new float[][] {{bad, 1}}, new float[][] {{1, 1}});
                Certificate certificate =
                        FrankWolfeCertifier.certify(test.program(), point, Scope.GIVEN_FEATURES, "p", workers);
                assertThat(certificate.certifies(0.99)).isFalse();
                assertThat(certificate.words()).startsWith("No claim: ");
            }
        }
    }

    private static NuclearNormBound bound(Certificate certificate) {
        return (NuclearNormBound) certificate.regularization();
    }
}
