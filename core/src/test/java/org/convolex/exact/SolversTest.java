package org.convolex.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.convolex.TrainingListener;
import org.convolex.linalg.PositiveDefinite;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.FilterNorm;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Pooling;
import org.convolex.network.Pooling.Reduction;
import org.convolex.network.RandomPrograms;
import org.convolex.optim.SquaredLoss;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts that solvers are made of, each against its definition. */
class SolversTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static SolverSession session(double gap) {
        return new SolverSession(Double.POSITIVE_INFINITY, gap, TrainingListener.NONE, WORKERS);
    }

    /** No matrix near it has a smaller {@code 1/2 |Y - Z|^2 + amount Omega(Y)}. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 10})
    void shrinkagesAreProximalMaps(double amount) {
        int rows = 4;
        int columns = 3;
        for (Shrinkage shrinkage : List.of(
                new NuclearShrinkage(rows, columns),
                new GroupShrinkage(new FilterNorm(new int[] {1, 3, 4}, new double[] {0.5, 0.7, 1}), columns))) {
            SplittableRandom random = new SplittableRandom(2);
            double[] matrix = RandomPrograms.normal(random, rows * columns);
            double[] shrunk = shrinkage.shrink(matrix, amount);
            double least = objective(shrinkage, matrix, shrunk, amount);
            for (int attack = 0; attack < 300; attack++) {
                double length = Math.pow(10, random.nextDouble(-4, 0));
                double[] other = shrunk.clone();
                for (int i = 0; i < other.length; i++) {
                    other[i] += length * random.nextGaussian();
                }
                assertThat(objective(shrinkage, matrix, other, amount)).isGreaterThanOrEqualTo(least - 1e-9);
            }
        }
    }

    private static double objective(Shrinkage shrinkage, double[] from, double[] at, double amount) {
        double sum = amount * shrinkage.norm(at);
        for (int i = 0; i < at.length; i++) {
            sum += (at[i] - from[i]) * (at[i] - from[i]) / 2;
        }
        return sum;
    }

    /** Hoelder: the inner product is at most norm times dual norm, and some matrix attains it. */
    @Test
    void dualNormsAreDual() {
        SplittableRandom random = new SplittableRandom(3);
        for (Shrinkage shrinkage : List.of(
                new NuclearShrinkage(3, 4),
                new GroupShrinkage(new FilterNorm(new int[] {1, 3}, new double[] {0.5, 0.7}), 4))) {
            double[] slope = RandomPrograms.normal(random, 12);
            double closest = 0;
            for (int attack = 0; attack < 200; attack++) {
                double[] matrix = RandomPrograms.normal(random, 12);
                closest = Math.max(closest, Vectors.dot(slope, matrix) / shrinkage.norm(matrix));
            }
            double[] best = shrinkage.shrink(slope, 0.999999 * shrinkage.dual(slope));
            assertThat(closest).isLessThanOrEqualTo(shrinkage.dual(slope));
            assertThat(Vectors.dot(slope, best) / shrinkage.norm(best)).isCloseTo(shrinkage.dual(slope), within(1e-4));
        }
    }

    @Test
    void quasiNewtonFindsTheMinimumOfAValleyAndOfAKink() {
        double[] point = {-1.2, 1};
        double value = new QuasiNewton((at, gradient) -> {
                    double a = 1 - at[0];
                    double b = at[1] - at[0] * at[0];
                    gradient[0] = -2 * a - 400 * at[0] * b;
                    gradient[1] = 200 * b;
                    return a * a + 100 * b * b;
                })
                .minimize(point, 200, 0, reached -> true);
        assertThat(value).isLessThan(1e-15);
        assertThat(point[0]).isCloseTo(1, within(1e-6));

        double[] kink = {3, 2};
        double least = new QuasiNewton((at, gradient) -> {
                    gradient[0] = Math.signum(at[0]) + 0.1 * at[0];
                    gradient[1] = 2 * at[1];
                    return Math.abs(at[0]) + 0.05 * at[0] * at[0] + at[1] * at[1];
                })
                .minimize(kink, 200, 0, reached -> true);
        assertThat(least).isLessThan(1e-4);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reduction.class,
            names = {"SUM", "MAX"})
    void descentLowersTheObjectiveAndStaysANetwork(Reduction reduction) {
        NetworkProgram program =
                RandomPrograms.of(new Pooling(reduction, 2, new int[] {0, 0, 1}), 10, 3, 2, new SquaredLoss(), 0.1, 2);
        DescentChecks.descentLowersTheObjective(program, 5, new SplittableRandom(4), WORKERS);
    }

    @Test
    void ascentEndsWhereNoSmallStepLeadsUp() {
        NetworkProgram program = RandomPrograms.scalar(Reduction.SUM, 10, 3, 4, 0.1, 5);
        SplittableRandom random = new SplittableRandom(6);
        double[] dual = RandomPrograms.normal(random, 10);
        DescentChecks.ascentEndsAtAMaximum(program, dual, RandomPrograms.normal(random, 4), random);
    }

    /** Its dual point satisfies the constraint in each of the cells, so that only other cells can violate it. */
    @Test
    void theConeProgramIsSolvedToItsGap() {
        NetworkProgram program = RandomPrograms.scalar(Reduction.SUM, 8, 3, 2, 0.2, 3);
        List<ConePoint> points = new ArrayList<>();
        for (double[] filter : CellEnumeration.filters(program, 100)) {
            for (int sign = -1; sign <= 1; sign += 2) {
                ActivationCell cell = ConeRefinement.cell(program, filter);
                double[] centre = Objects.requireNonNull(CellCentre.of(cell, filter));
                points.add(ConePoint.at(cell, sign, centre));
            }
        }
        ConeProgramSolver solver = new ConeProgramSolver(program, WORKERS);
        double before = Double.POSITIVE_INFINITY;
        for (double gap : new double[] {1e-2, 1e-4, 1e-7}) {
            solver.solve(points, gap, () -> true);
            double[] scores = solver.scores(points);
            double objective = program.fit(scores);
            for (ConePoint point : points) {
                objective += program.beta() * program.norm().of(point.value());
                double[] side = new double[2];
                for (int r = 0; r < point.cell().sides(); r++) {
                    if (point.cell().copySide(r, side)) {
                        assertThat(Vectors.dot(side, point.value())).isPositive();
                    }
                }
            }
            double lower = program.dualObjective(program.dualPoint(scores), 1 - 1e-6);
            assertThat(objective - lower).isLessThan(2 * gap + 1e-5);
            assertThat(objective).isLessThanOrEqualTo(before);
            before = objective;
        }
    }

    /** A side that was not met on the way is implied by those that were. */
    @Test
    void fewOfTheSidesOfACellMatter() {
        NetworkProgram program = RandomPrograms.scalar(Reduction.SUM, 20, 4, 4, 0.2, 3);
        double few = solvedOver(program, 0);
        double many = solvedOver(program, 3000);
        assertThat(few).isCloseTo(many, within(2e-7));
    }

    /** The optimum over the cells of random filters, whose points have met sides in so many directions beforehand. */
    private static double solvedOver(NetworkProgram program, int directions) {
        SplittableRandom random = new SplittableRandom(5);
        List<ConePoint> points = new ArrayList<>();
        for (int p = 0; p < 24; p++) {
            double[] filter = RandomPrograms.normal(random, 4);
            ActivationCell cell = ConeRefinement.cell(program, filter);
            points.add(ConePoint.at(cell, p % 2 == 0 ? 1 : -1, Objects.requireNonNull(CellCentre.of(cell, filter))));
        }
        for (ConePoint point : points) {
            for (int i = 0; i < directions; i++) {
                point.sides().go(point.centre(), RandomPrograms.normal(random, 4), 0, Double.POSITIVE_INFINITY);
            }
        }
        ConeProgramSolver solver = new ConeProgramSolver(program, WORKERS);
        solver.solve(points, 1e-7, () -> true);
        double objective = program.fit(solver.scores(points));
        double[] side = new double[4];
        for (ConePoint point : points) {
            assertThat(point.sides().count()).isLessThan(point.cell().sides() / 2);
            objective += program.beta() * program.norm().of(point.value());
            for (int r = 0; r < point.cell().sides(); r++) {
                if (point.cell().copySide(r, side)) {
                    assertThat(Vectors.dot(side, point.value())).isPositive();
                }
            }
        }
        return objective;
    }

    /** Against the matrix itself, with blocks as near to singular as those of the last centres. */
    @Test
    void theNewtonSystemIsSolved() {
        NetworkProgram program = RandomPrograms.scalar(Reduction.SUM, 6, 3, 3, 0.2, 3);
        SplittableRandom random = new SplittableRandom(2);
        List<ConePoint> points = new ArrayList<>();
        double[][] blocks = new double[5][9];
        for (int p = 0; p < blocks.length; p++) {
            double[] filter = RandomPrograms.normal(random, 3);
            ActivationCell cell = ConeRefinement.cell(program, filter);
            ConePoint point = ConePoint.at(cell, p % 2 == 0 ? 1 : -1, filter);
            System.arraycopy(filter, 0, point.value(), 0, 3);
            points.add(point);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j <= i; j++) {
                    blocks[p][i * 3 + j] = i == j ? Math.pow(10, 2 * i - p) : 0;
                }
            }
        }
        CellFeatures features = new CellFeatures(points, 6, 3, WORKERS);
        double[] curvatures = {1, 0.5, 0, 1, 0.25, 2};
        double[] right = RandomPrograms.normal(random, 15);
        double[] solution = new NewtonSystem(features, points, blocks, curvatures, WORKERS).solve(right);
        double[] scores = features.times(solution);
        for (int s = 0; s < scores.length; s++) {
            scores[s] *= curvatures[s];
        }
        double[] image = features.transposedTimes(scores);
        for (int i = 0; i < 15; i++) {
            image[i] += blocks[i / 3][i % 3 * 4] * solution[i];
            assertThat(image[i]).isCloseTo(right[i], within(1e-8));
        }
    }

    @Test
    void positiveDefiniteSystems() {
        SplittableRandom random = new SplittableRandom(1);
        int size = 7;
        double[] matrix = new double[size * size];
        for (int term = 0; term < 12; term++) {
            double[] vector = RandomPrograms.normal(random, size);
            for (int i = 0; i < size * size; i++) {
                matrix[i] += vector[i / size] * vector[i % size];
            }
        }
        double[] solution = RandomPrograms.normal(random, size);
        double[] right = new double[size];
        for (int i = 0; i < size * size; i++) {
            right[i / size] += matrix[i] * solution[i % size];
        }
        assertThat(new PositiveDefinite(matrix, size).solve(right)).containsExactly(solution, within(1e-9));
        matrix[3 * size + 3] = 0;
        assertThat(new PositiveDefinite(matrix, size).solve(right)).containsOnly(Double.NaN);
    }

    @Test
    void linearProgramsAreSolvedToTheirGap() {
        NetworkProgram program =
                RandomPrograms.of(Pooling.none(Reduction.LINEAR, 3), 9, 4, 2, new SquaredLoss(), 0.5, 3);
        Shrinkage norm = new NuclearShrinkage(4, 6);
        double[] matrix = new LinearNetworkSolver(program, norm, session(1e-8)).solve();
        SingularValues parts = SingularValues.of(matrix, 4, 6);
        for (int i = 0; i < matrix.length; i++) {
            double sum = 0;
            for (int j = 0; j < 4; j++) {
                sum += parts.values()[j] * parts.left()[j][i / 6] * parts.right()[j][i % 6];
            }
            assertThat(sum).isCloseTo(matrix[i], within(1e-9));
        }
    }
}
