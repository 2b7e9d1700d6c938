package org.convolex.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every solver must satisfy, on both losses and on radii where the constraint binds and where it hardly does. */
class SolverContractTest {
    private static final Workers WORKERS = new Workers(2);
    private static final int FEATURES = 24;
    private static final int CEILING = 1500;

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    /** Every solver, and the gap that it is asked for: stochastic steps without variance reduction stay rough. */
    enum Kind {
        ACCELERATED(1e-3),
        WORKING_SET(1e-3),
        SUBSPACE(1e-3),
        PROJECTED_GRADIENT(1e-3),
        SGD(0.1),
        ADAGRAD(0.1),
        SVRG(1e-3),
        FRANK_WOLFE(1e-3);

        private final double gap;

        Kind(double gap) {
            this.gap = gap;
        }

        Solver solver(NuclearNormProgram program) {
            return solver(program, 4);
        }

        /** One that begins with the given number of directions, where it begins with any. */
        Solver solver(NuclearNormProgram program, int directions) {
            return switch (this) {
                case ACCELERATED -> Solvers.byName("accelerated", SampleStorage.SINGLE, 1);
                case WORKING_SET -> {
                    Directions few = Directions.principal(program.samples(), directions, WORKERS);
                    WorkingSet set = WorkingSet.of(program.samples(), few, SampleStorage.SINGLE, WORKERS);
                    yield set.solver(new AcceleratedProjectedGradient(), program);
                }
                case SUBSPACE -> Solvers.byName("auto", SampleStorage.SINGLE, 1);
                case PROJECTED_GRADIENT -> Solvers.byName("projected-gradient", SampleStorage.SINGLE, 1);
                case SGD -> Solvers.byName("sgd", SampleStorage.SINGLE, 1);
                case ADAGRAD -> Solvers.byName("adagrad", SampleStorage.SINGLE, 1);
                case SVRG -> Solvers.byName("svrg", SampleStorage.SINGLE, 1);
                case FRANK_WOLFE -> Solvers.byName("frank-wolfe", SampleStorage.SINGLE, 1);
            };
        }
    }

    static Stream<Arguments> all() {
        return withRadii(0.01, 1, 20);
    }

    /** Radii at which no solver comes to a relative gap of 1e-9 in three iterations. */
    static Stream<Arguments> unfinished() {
        return withRadii(5, 20);
    }

    private static Stream<Arguments> withRadii(double... radii) {
        List<Arguments> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (boolean logistic : new boolean[] {true, false}) {
                for (double radius : radii) {
                    all.add(Arguments.of(kind, logistic, radius));
                }
            }
        }
        return all.stream();
    }

    private static TestProgram test(boolean logistic, double radius) {
        return TestProgram.planted(7, 200, 3, FEATURES, 3, logistic, radius);
    }

    private static void assertFeasible(double[] point, double radius) {
        assertThat(NaiveNuclearNorm.norm(point, FEATURES)).isLessThanOrEqualTo(radius * (1 + 1e-6));
    }

    @ParameterizedTest
    @MethodSource("all")
    void reachesTheGapAndIsRightAboutIt(Kind kind, boolean logistic, double radius) {
        TestProgram test = test(logistic, radius);
        NuclearNormProgram program = test.program();
        Solution solution = kind.solver(program)
                .solve(program, Start.zero(program), StoppingRule.gap(kind.gap), ProgressListener.NONE, WORKERS);
        assertThat(solution.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(solution.iterations()).isLessThan(CEILING);
        assertFeasible(solution.point(), radius);
        double objective = test.objective(solution.point());
        double zero = test.objective(new double[test.pointLength()]);
        assertThat(solution.objective()).isCloseTo(objective, within(1e-6 * zero));
        // Bounds may come from another point than the last: this one's own bound is a few times looser at most.
        assertThat(RelativeGap.of(objective, solution.lowerBound(), zero)).isLessThanOrEqualTo(1.001 * kind.gap + 1e-6);
        assertThat(test.relativeGap(solution.point())).isLessThan(10 * kind.gap);
    }

    @ParameterizedTest
    @MethodSource("all")
    void itsLowerBoundIsBelowAFarBetterSolution(Kind kind, boolean logistic, double radius) {
        TestProgram test = test(logistic, radius);
        NuclearNormProgram program = test.program();
        Solution rough = kind.solver(program)
                .solve(program, Start.zero(program), StoppingRule.gap(1e-1), ProgressListener.NONE, WORKERS);
        Solution better = new AcceleratedProjectedGradient()
                .solve(program, Start.zero(program), StoppingRule.gap(1e-4), ProgressListener.NONE, WORKERS);
        assertThat(rough.lowerBound()).isLessThanOrEqualTo(test.objective(better.point()) + 1e-6);
        assertThat(rough.objective()).isGreaterThanOrEqualTo(test.lowerBound(better.point()) - 1e-6);
    }

    @ParameterizedTest
    @MethodSource("all")
    void changesNeitherStartNorProgram(Kind kind, boolean logistic, double radius) {
        TestProgram test = test(logistic, radius);
        NuclearNormProgram program = test.program();
        double[] start = TestProgram.gaussian(new SplittableRandom(1), test.pointLength());
        double[] startBefore = start.clone();
        float[] targetsBefore = test.targets().clone();
        double before = new FusedPass(program, WORKERS).at(start).objective();
        Solver solver = kind.solver(program);
        StoppingRule rule = StoppingRule.gap(Math.min(0.2, 10 * kind.gap));
        Solution first = solver.solve(program, new Start(start, Double.NaN), rule, ProgressListener.NONE, WORKERS);
        assertThat(start).isEqualTo(startBefore);
        assertThat(test.targets()).isEqualTo(targetsBefore);
        assertThat(new FusedPass(program, WORKERS).at(start).objective()).isEqualTo(before);
        Solution again = solver.solve(program, new Start(start, Double.NaN), rule, ProgressListener.NONE, WORKERS);
        assertThat(again.point()).isEqualTo(first.point());
    }

    @ParameterizedTest
    @MethodSource("all")
    void sameBitsForAnyNumberOfThreads(Kind kind, boolean logistic, double radius) {
        NuclearNormProgram program = test(logistic, radius).program();
        try (Workers one = new Workers(1);
                Workers three = new Workers(3)) {
            StoppingRule rule = StoppingRule.gap(Math.min(0.2, 10 * kind.gap));
            Start zero = Start.zero(program);
            double[] expected = kind.solver(program)
                    .solve(program, zero, rule, ProgressListener.NONE, one)
                    .point();
            assertThat(kind.solver(program)
                            .solve(program, zero, rule, ProgressListener.NONE, three)
                            .point())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void aListenerStopsItAtAFeasiblePoint(Kind kind, boolean logistic, double radius) {
        NuclearNormProgram program = test(logistic, radius).program();
        double[] start = TestProgram.gaussian(new SplittableRandom(2), program.pointLength());
        List<Progress> heard = new ArrayList<>();
        Solution solution = kind.solver(program)
                .solve(
                        program,
                        new Start(start, Double.NaN),
                        StoppingRule.gap(1e-9),
                        p -> {
                            heard.add(p);
                            return heard.size() < 3;
                        },
                        WORKERS);
        assertThat(solution.status()).isEqualTo(Status.STOPPED);
        assertThat(heard).hasSize(3);
        assertThat(solution.iterations()).isEqualTo(2);
        assertFeasible(solution.point(), radius);
        assertThat(heard.get(2).iteration()).isEqualTo(2);
        assertThat(heard.get(2).objective()).isLessThanOrEqualTo(heard.get(0).objective());
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void iterationAndTimeLimitsAreKept(Kind kind, boolean logistic, double radius) {
        NuclearNormProgram program = test(logistic, radius).program();
        Solver solver = kind.solver(program);
        StoppingRule exact = StoppingRule.gap(1e-9);
        Solution few =
                solver.solve(program, Start.zero(program), exact.withMaxIterations(3), ProgressListener.NONE, WORKERS);
        assertThat(few.status()).isEqualTo(Status.ITERATION_LIMIT);
        assertThat(few.iterations()).isEqualTo(3);
        assertFeasible(few.point(), radius);
        Solution brief =
                solver.solve(program, Start.zero(program), exact.withMaxSeconds(1e-9), ProgressListener.NONE, WORKERS);
        assertThat(brief.status()).isEqualTo(Status.TIME_LIMIT);
        assertFeasible(brief.point(), radius);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aWarmStartFromTheSolutionEndsSoon(Kind kind, boolean logistic, double radius) {
        NuclearNormProgram program = test(logistic, radius).program();
        Solution tight = new AcceleratedProjectedGradient()
                .solve(program, Start.zero(program), StoppingRule.gap(1e-4), ProgressListener.NONE, WORKERS);
        Solver solver = kind.solver(program, FEATURES);
        Solution warm = solver.solve(program, tight.asStart(), StoppingRule.gap(5e-3), ProgressListener.NONE, WORKERS);
        assertThat(warm.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(warm.iterations()).isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesAStartOfAnotherLength(Kind kind, boolean logistic, double radius) {
        NuclearNormProgram program = test(logistic, radius).program();
        Solver solver = kind.solver(program);
        for (int length : new int[] {0, 1, program.pointLength() - 1, program.pointLength() + 1}) {
            Start wrong = new Start(new double[length], Double.NaN);
            assertThatThrownBy(
                            () -> solver.solve(program, wrong, StoppingRule.gap(0.1), ProgressListener.NONE, WORKERS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "the start has " + length + " numbers, the program's points " + program.pointLength());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "WORKING_SET") // it has no directions then
    void samplesThatAreNotNumbersEndInTrouble(Kind kind) {
        TestProgram test = test(true, 1);
        test.values()[5] = Float.NaN;
        NuclearNormProgram program = test.program();
        Solution solution = kind.solver(program)
                .solve(program, Start.zero(program), StoppingRule.gap(0.1), ProgressListener.NONE, WORKERS);
        assertThat(solution.status()).isEqualTo(Status.NUMERICAL_TROUBLE);
    }
}
