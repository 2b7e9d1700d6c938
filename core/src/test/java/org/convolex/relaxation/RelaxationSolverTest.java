package org.convolex.relaxation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.network.PatchRows;
import org.convolex.network.SharedFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.optimisation.Optimisation;

class RelaxationSolverTest {
    private static final Workers WORKERS = new Workers(2);
    private static final FilterSet ALL = new FilterSet.Everything();

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static Trial solve(SharedFilter problem, double beta, FilterSet set, double[] direction) {
        return new RelaxationSolver(problem, beta, set)
                .trials(List.of(direction), WORKERS)
                .get(0);
    }

    /** 500 instances: bounded, unbounded and infeasible ones, with and without noise. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void linearProgramsAgreeWithALibrary(int blocks) {
        int unbounded = 0;
        for (int draw = 0; draw < 125; draw++) {
            SplittableRandom random = new SplittableRandom(1_000_000L * blocks + draw);
            int dimension = 2 + random.nextInt(4);
            int samples = 1 + random.nextInt(16);
            RandomFilters drawn = RandomFilters.of(samples, blocks, dimension, Activation.RELU, draw);
            double[] targets = drawn.problem().targets().clone();
            double noise = draw % 3 == 0 ? 0.3 : 0;
            for (int i = 0; i < targets.length; i++) {
                targets[i] = Math.max(draw % 6 == 0 ? -0.1 : 0, targets[i] + noise * random.nextGaussian());
            }
            SharedFilter problem = drawn.with(targets);
            double[] direction = RandomFilters.normal(random, dimension);
            Trial trial = solve(problem, 0, ALL, direction);
            ReferenceProgram.Answer answer = ReferenceProgram.solve(problem, direction);
            if (trial.outcome() == Outcome.INFEASIBLE) {
                assertThat(answer.state()).isEqualTo(Optimisation.State.INFEASIBLE);
            } else if (trial.outcome() == Outcome.UNBOUNDED) {
                unbounded++;
                assertThat(answer.state().isOptimal()).isFalse();
            } else {
                assertThat(answer.value())
                        .isCloseTo(
                                Vectors.dot(direction, trial.filter()), within(1e-7 * (1 + Math.abs(answer.value()))));
            }
        }
        assertThat(unbounded).isBetween(2, 100);
    }

    @Test
    void theDataDirectionRecoversTheFilter() {
        for (int draw = 0; draw < 50; draw++) {
            for (int blocks : new int[] {1, 2, 5}) {
                RandomFilters drawn = RandomFilters.of(100, blocks, 10 / blocks, Activation.RELU, draw);
                Trial trial = solve(drawn.problem(), 0, ALL, drawn.problem().dataDirection());
                assertThat(trial.outcome()).isEqualTo(Outcome.RECOVERED);
                assertThat(drawn.error(trial.filter())).isLessThan(1e-8);
            }
        }
    }

    /** The optima of few samples have no end; the filter must be of the data's own scale, and as good as those far away. */
    @ParameterizedTest
    @ValueSource(ints = {8, 12, 16})
    void fewSamplesGiveAFilterThatIsNear(int samples) {
        for (int draw = 0; draw < 20; draw++) {
            RandomFilters drawn = RandomFilters.of(samples, 1, 20, Activation.RELU, draw);
            double[] direction = drawn.problem().dataDirection();
            Trial trial = solve(drawn.problem(), 0, ALL, direction);

            assertThat(Vectors.length(trial.filter())).isLessThan(1e4 * Vectors.length(drawn.planted()));
            assertThat(Vectors.dot(direction, trial.filter()))
                    .isCloseTo(
                            ReferenceProgram.solve(drawn.problem(), direction).value(), within(1e-6));
        }
    }

    /** Reference rates of 14 % and 48 %, within four deviations of 400 trials. */
    @ParameterizedTest
    @CsvSource({"100, 0.14", "1600, 0.48"})
    void randomDirectionsRecoverAtTheKnownRate(int samples, double rate) {
        int trials = 400;
        int recovered = 0;
        for (int draw = 0; draw < trials; draw++) {
            RandomFilters drawn = RandomFilters.of(samples, 1, 10, Activation.RELU, draw);
            double[] direction =
                    Direction.RANDOM.draw(drawn.problem(), 1, 100_000 + draw).get(0);
            recovered += drawn.error(solve(drawn.problem(), 0, ALL, direction).filter()) < 1e-5 ? 1 : 0;
        }
        assertThat((double) recovered / trials).isCloseTo(rate, within(4 * Math.sqrt(rate * (1 - rate) / trials)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaky-relu", "abs", "squared-relu", "softplus"})
    void otherActivationsRecoverTheFilter(String name) {
        int fits = 0;
        for (int draw = 0; draw < 10; draw++) {
            RandomFilters drawn = RandomFilters.of(200, 1, 5, Activation.of(name), draw);
            Trial trial = solve(drawn.problem(), 0, ALL, drawn.problem().dataDirection());
            fits += trial.outcome() == Outcome.RECOVERED ? 1 : 0;
        }
        assertThat(fits).isGreaterThanOrEqualTo(8);
    }

    /** The minimum of a convex function: nowhere near is it lower, nor for a slow subgradient method. */
    @ParameterizedTest
    @CsvSource({"relu, 1", "relu, 1e-3", "leaky-relu, 0.1", "abs, 0.1", "squared-relu, 0.1", "softplus, 0.1"})
    void slackProgramsAreMinimized(String name, double beta) {
        SplittableRandom random = new SplittableRandom(4);
        RandomFilters drawn = RandomFilters.of(40, 2, 4, Activation.of(name), 3);
        double[] targets = drawn.problem().targets().clone();
        for (int i = 0; i < targets.length; i++) {
            targets[i] += 0.3 * random.nextGaussian();
        }
        SharedFilter problem = drawn.with(targets);
        SlackProgram program = new SlackProgram(problem, problem.dataDirection(), beta, ALL);
        SlackProgram.Solution solution = program.solve(new double[4], WORKERS);
        assertThat(solution.finished()).isTrue();
        double least = program.value(solution.filter(), WORKERS);
        for (int attack = 0; attack < 300; attack++) {
            double size = Math.pow(10, -random.nextInt(7));
            double[] near = solution.filter().clone();
            for (int i = 0; i < near.length; i++) {
                near[i] += size * random.nextGaussian();
            }
            assertThat(program.value(near, WORKERS)).isGreaterThanOrEqualTo(least - 1e-12 * Math.abs(least));
        }
    }

    /** (7): without a direction nothing is learned. */
    @Test
    void theNaiveRelaxationIsSolvedByZero() {
        RandomFilters drawn = RandomFilters.of(50, 1, 5, Activation.RELU, 1);
        SlackProgram naive = new SlackProgram(drawn.problem(), new double[5], 1, ALL);
        assertThat(naive.value(new double[5], WORKERS)).isZero();
        double[] found = naive.solve(new double[5], WORKERS).filter();
        assertThat(naive.value(found, WORKERS)).isLessThan(1e-9);
        assertThat(drawn.error(found)).isGreaterThan(0.1); // no better than zero, and as good
    }

    @Test
    void programsWithoutABoundAreSaidSo() {
        RandomFilters drawn = RandomFilters.of(3, 1, 5, Activation.RELU, 1);
        double[] direction = Direction.RANDOM.draw(drawn.problem(), 1, 2).get(0);
        assertThat(solve(drawn.problem(), 0, ALL, direction).outcome()).isEqualTo(Outcome.UNBOUNDED);
        assertThat(solve(drawn.problem(), 0.1, ALL, direction).outcome()).isEqualTo(Outcome.UNBOUNDED);
        assertThat(solve(drawn.problem(), 0, new FilterSet.Ball(2), direction).outcome())
                .isEqualTo(Outcome.OTHER_VERTEX);
    }

    @Test
    void targetsBelowZeroAreInfeasibleButTheSlackFormGoesOn() {
        RandomFilters drawn = RandomFilters.of(60, 2, 3, Activation.RELU, 1);
        double[] targets = drawn.problem().targets().clone();
        targets[7] = -0.5;
        SharedFilter problem = drawn.with(targets);
        double[] direction = problem.dataDirection();
        assertThat(solve(problem, 0, ALL, direction).outcome()).isEqualTo(Outcome.INFEASIBLE);
        Trial slack = solve(problem, 0.05, ALL, direction);
        assertThat(slack.outcome()).isEqualTo(Outcome.OTHER_VERTEX);
        assertThat(drawn.error(slack.filter())).isLessThan(0.3);
    }

    @Test
    void allTargetsZero() {
        RandomFilters drawn = RandomFilters.of(60, 1, 3, Activation.RELU, 1);
        SharedFilter problem = drawn.with(new double[60]);
        double[] direction = Direction.RANDOM.draw(problem, 1, 1).get(0);
        assertThat(solve(problem, 0, ALL, direction).outcome()).isEqualTo(Outcome.ZERO);
    }

    @Test
    void aDirectionOfZeroIsRefused() {
        RandomFilters drawn = RandomFilters.of(6, 1, 3, Activation.RELU, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solve(drawn.problem(), 0, ALL, new double[3]))
                .withMessageContaining("direction is zero");
    }

    static List<FilterSet> sets() {
        return List.of(
                new FilterSet.Box(0, Double.POSITIVE_INFINITY),
                new FilterSet.Box(-0.3, 0.4),
                new FilterSet.Ball(0.7),
                new FilterSet.SumBall(0.9),
                new Equalities(new double[][] {{1, 1, 1, 1}, {1, -1, 0, 0}}, new double[2]));
    }

    /** Optimal in the set: no point of it that keeps the constraints has a larger r.w. */
    @ParameterizedTest
    @MethodSource("sets")
    void linearProgramsStayInTheSet(FilterSet set) {
        SplittableRandom random = new SplittableRandom(2);
        SharedFilter problem = RandomFilters.of(30, 2, 4, Activation.RELU, 5).problem();
        double[] direction = problem.dataDirection();
        Trial trial = solve(problem, 0, set, direction);
        assertThat(trial.outcome().hasFilter()).isTrue();
        assertThat(distance(set.project(trial.filter()), trial.filter())).isLessThan(1e-7);
        double value = Vectors.dot(direction, trial.filter());
        for (int attack = 0; attack < 2000; attack++) {
            double[] other = set.project(near(trial.filter(), random));
            boolean feasible = true;
            for (int i = 0; i < problem.samples(); i++) {
                feasible &= problem.output(i, other) <= problem.targets()[i];
            }
            if (feasible) {
                assertThat(Vectors.dot(direction, other)).isLessThanOrEqualTo(value + 1e-7 * Math.abs(value));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void slackProgramsStayInTheSet(FilterSet set) {
        SplittableRandom random = new SplittableRandom(2);
        SharedFilter problem = RandomFilters.of(30, 2, 4, Activation.RELU, 5).problem();
        SlackProgram program = new SlackProgram(problem, problem.dataDirection(), 0.05, set);
        double[] filter = program.solve(new double[4], WORKERS).filter();
        assertThat(distance(set.project(filter), filter)).isLessThan(1e-9);
        double least = program.value(filter, WORKERS);
        for (int attack = 0; attack < 2000; attack++) {
            assertThat(program.value(set.project(near(filter, random)), WORKERS))
                    .isGreaterThanOrEqualTo(least - 1e-8 * Math.abs(least));
        }
    }

    private static double[] near(double[] filter, SplittableRandom random) {
        double size = Math.pow(10, -random.nextInt(5));
        double[] near = filter.clone();
        for (int i = 0; i < near.length; i++) {
            near[i] += size * random.nextGaussian();
        }
        return near;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    /** A working set of samples finds what all samples together find. */
    @Test
    void manySamplesGiveTheFilterOfAll() {
        RandomFilters drawn = RandomFilters.of(20_000, 1, 6, Activation.RELU, 1);
        double[] targets = drawn.problem().targets().clone();
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < targets.length; i++) {
            targets[i] += 0.05 + 0.05 * random.nextDouble();
        }
        SharedFilter problem = drawn.with(targets);
        double[] direction = problem.dataDirection();
        DirectionProgram program = new DirectionProgram(problem, ALL);
        double[] whole = program.solve(direction, DirectionProgram.all(20_000)).filter();
        double[] few =
                new WorkingSamples(problem, program).solve(direction, WORKERS).filter();
        assertThat(distance(whole, few)).isLessThan(1e-9);
    }

    @Test
    void theSameBitsForAnyNumberOfThreads() {
        SharedFilter problem = RandomFilters.of(300, 2, 5, Activation.RELU, 1).problem();
        List<double[]> directions = Direction.ANTITHETIC.draw(problem, 6, 3);
        assertThat(directions.get(1)[0]).isEqualTo(-directions.get(0)[0]);
        for (double beta : new double[] {0, 0.1}) {
            RelaxationSolver solver = new RelaxationSolver(problem, beta, ALL);
            try (Workers one = new Workers(1)) {
                List<Trial> alone = solver.trials(directions, one);
                List<Trial> together = solver.trials(directions, WORKERS);
                for (int t = 0; t < directions.size(); t++) {
                    assertThat(together.get(t).filter()).isEqualTo(alone.get(t).filter());
                }
            }
        }
    }

    @Test
    void theBestTrialIsTheOneThatFits() {
        RandomFilters drawn = RandomFilters.of(300, 1, 5, Activation.RELU, 1);
        List<Trial> trials = new RelaxationSolver(drawn.problem(), 0, ALL)
                .trials(Direction.RANDOM.draw(drawn.problem(), 12, 1), WORKERS);
        Trial best = RelaxationSolver.best(trials);
        assertThat(best.outcome()).isEqualTo(Outcome.RECOVERED);
        assertThat(trials).anyMatch(trial -> trial.outcome() == Outcome.ZERO);
    }

    @Test
    void blocksOfZerosTeachNothing() {
        SharedFilter problem =
                new SharedFilter(new PatchRows(new double[8], 4, 1, 2), new double[] {1, 2, 3, 4}, Activation.RELU);
        double[] direction = {1, 0.5};
        assertThat(solve(problem, 0, ALL, direction).outcome()).isEqualTo(Outcome.UNBOUNDED);
        assertThat(Arrays.stream(problem.dataDirection()).sum()).isZero();
    }
}
