package org.convolex.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NuclearNormBallTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    /** A random matrix: every third one of low rank, sizes 1 to 12, scales 1e-3 to 1e3. */
    private record Case(double[] point, int features, double radius, SplittableRandom random) {
        static Case of(int seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int features = 1 + random.nextInt(12);
            int rows = 1 + random.nextInt(12);
            double[] point = TestProgram.gaussian(random, rows * features);
            if (seed % 3 == 0) {
                double[] left = TestProgram.gaussian(random, rows);
                double[] right = TestProgram.gaussian(random, features);
                Arrays.setAll(point, i -> left[i / features] * right[i % features]);
            }
            double scale = Math.pow(10, random.nextInt(-3, 4));
            Arrays.setAll(point, i -> scale * point[i]);
            double norm = NaiveNuclearNorm.norm(point, features);
            return new Case(point, features, norm * random.nextDouble(0.05, 1.3), random);
        }

        double[] randomPointOfBall() {
            double[] other = TestProgram.gaussian(random, point.length);
            double norm = NaiveNuclearNorm.norm(other, features);
            double factor = radius * random.nextDouble() / norm;
            return Arrays.stream(other).map(v -> factor * v).toArray();
        }
    }

    @Test
    void projectsLikeAFullDecomposition() {
        for (int seed = 0; seed < 200; seed++) {
            Case c = Case.of(seed);
            double[] before = c.point.clone();
            NuclearNormBall.Projection projection = new NuclearNormBall(c.radius).project(c.point, c.features, WORKERS);
            double[] naive = NaiveNuclearNorm.project(c.point, c.features, c.radius);
            assertThat(c.point).isEqualTo(before);
            assertThat(projection.point()).containsExactly(naive, within(1e-6 * (c.radius + 1e-3)));
            assertThat(projection.nuclearNorm())
                    .isCloseTo(NaiveNuclearNorm.norm(projection.point(), c.features), within(1e-6 * c.radius));
            assertThat(NaiveNuclearNorm.norm(projection.point(), c.features))
                    .isLessThanOrEqualTo(c.radius * (1 + 1e-7));
        }
    }

    /** p is the nearest point of a convex set to x if and only if no y of the set lies on x's side of p. */
    @Test
    void noPointOfTheBallLiesOnTheNearSide() {
        for (int seed = 0; seed < 100; seed++) {
            Case c = Case.of(seed);
            double[] p = new NuclearNormBall(c.radius)
                    .project(c.point, c.features, WORKERS)
                    .point();
            double size = Math.sqrt(RowMatrices.dot(c.point, c.point));
            for (int round = 0; round < 10; round++) {
                double[] y = c.randomPointOfBall();
                double inner = 0;
                for (int i = 0; i < p.length; i++) {
                    inner += (c.point[i] - p[i]) * (y[i] - p[i]);
                }
                assertThat(inner).isLessThanOrEqualTo(1e-6 * size * c.radius);
            }
        }
    }

    @Test
    void leavesPointsInsideAlone() {
        for (int seed = 0; seed < 50; seed++) {
            Case c = Case.of(seed);
            double[] inside = c.randomPointOfBall();
            assertThat(new NuclearNormBall(c.radius)
                            .project(inside, c.features, WORKERS)
                            .point())
                    .isEqualTo(inside);
        }
    }

    @Test
    void reportsTheRank() {
        double[] diagonal = {5, 0, 0, 0, 3, 0, 0, 0, 1};
        assertThat(new NuclearNormBall(2).project(diagonal, 3, WORKERS).rank()).isEqualTo(1);
        assertThat(new NuclearNormBall(4).project(diagonal, 3, WORKERS).rank()).isEqualTo(2);
        assertThat(new NuclearNormBall(8).project(diagonal, 3, WORKERS).rank()).isEqualTo(3);
        assertThat(new NuclearNormBall(90).project(diagonal, 3, WORKERS).rank()).isEqualTo(3);
        assertThat(new NuclearNormBall(1).project(new double[9], 3, WORKERS).rank())
                .isZero();
        assertThat(new NuclearNormBall(4).project(diagonal, 3, WORKERS).point())
                .containsExactly(new double[] {3, 0, 0, 0, 1, 0, 0, 0, 0}, within(1e-12));
    }

    @Test
    void normAndSupportAreThoseOfTheSingularValues() {
        for (int seed = 0; seed < 100; seed++) {
            Case c = Case.of(seed);
            double[] singular = NaiveNuclearNorm.singularValues(c.point, c.features);
            double norm = Arrays.stream(singular).sum();
            assertThat(NuclearNormBall.nuclearNorm(c.point, c.features, WORKERS))
                    .isCloseTo(norm, within(1e-6 * norm));
            assertThat(new NuclearNormBall(c.radius).support(c.point, c.features, WORKERS))
                    .isCloseTo(c.radius * singular[0], within(1e-10 * c.radius * singular[0]));
        }
    }

    @Test
    void supportBoundsTheInnerProductWithEveryPointOfTheBall() {
        for (int seed = 0; seed < 100; seed++) {
            Case c = Case.of(seed);
            double support = new NuclearNormBall(c.radius).support(c.point, c.features, WORKERS);
            assertThat(RowMatrices.dot(c.point, c.randomPointOfBall())).isLessThanOrEqualTo(support * (1 + 1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesARadiusThatIsNone(double radius) {
        assertThatThrownBy(() -> new NuclearNormBall(radius))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("NuclearNormBall: radius must be finite and > 0, got " + radius);
    }
}
