package org.convolex.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorkingSetSolverTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static WorkingSetSolver startingWith(int directions, NuclearNormProgram program, SampleStorage storage) {
        Directions first = Directions.principal(program.samples(), directions, WORKERS);
        return WorkingSet.of(program.samples(), first, storage, WORKERS)
                .solver(new AcceleratedProjectedGradient(), program);
    }

    /** Random features have no leading directions: the few to begin with cannot hold the solution. */
    @ParameterizedTest
    @CsvSource({"40, 1, 5, true", "40, 3, 20, true", "40, 3, 5, false", "10, 1, 5, true", "6, 2, 20, false"})
    void extendsItsDirectionsUntilTheWholeProgramIsSolved(
            int features, int directions, double radius, boolean logistic) {
        TestProgram test = TestProgram.planted(3, 200, 2, features, 3, logistic, radius);
        NuclearNormProgram program = test.program();
        StoppingRule rule = StoppingRule.gap(1e-3);
        WorkingSetSolver solver = startingWith(directions, program, SampleStorage.SINGLE);
        Solution inside = new AcceleratedProjectedGradient()
                .solve(solver.restricted(), Start.zero(solver.restricted()), rule, ProgressListener.NONE, WORKERS);
        Solution full = new AcceleratedProjectedGradient()
                .solve(program, Start.zero(program), rule, ProgressListener.NONE, WORKERS);
        Solution extended = solver.solve(program, Start.zero(program), rule, ProgressListener.NONE, WORKERS);
        double zero = program.zeroObjective();
        assertThat(inside.lowerBound()).isGreaterThan(full.objective() + 5e-3 * zero); // the test is not idle
        assertThat(extended.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(extended.objective()).isCloseTo(full.objective(), within(1e-3 * zero));
        assertThat(test.relativeGap(extended.point())).isLessThanOrEqualTo(1e-3 + 1e-5);
    }

    @ParameterizedTest
    @EnumSource(SampleStorage.class)
    void anyStorageLeadsToTheSameGap(SampleStorage storage) {
        TestProgram test = TestProgram.planted(4, 150, 2, 20, 3, true, 10);
        NuclearNormProgram program = test.program();
        Solution solution = startingWith(5, program, storage)
                .solve(program, Start.zero(program), StoppingRule.gap(1e-3), ProgressListener.NONE, WORKERS);
        assertThat(solution.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(test.relativeGap(solution.point())).isLessThanOrEqualTo(1e-3 + 1e-5);
    }

    /** The restricted program is the program on the lifted point. */
    @ParameterizedTest
    @CsvSource({"1", "7", "20"})
    void restrictionKeepsObjectiveAndNorm(int directions) {
        TestProgram test = TestProgram.planted(5, 60, 2, 20, 3, true, 10);
        NuclearNormProgram program = test.program();
        Directions chosen = Directions.principal(program.samples(), directions, WORKERS);
        NuclearNormProgram restricted = program.within(chosen, SampleStorage.SINGLE, WORKERS);
        double[] point = TestProgram.gaussian(new SplittableRandom(1), restricted.pointLength());
        double[] lifted = chosen.lift(point, WORKERS);
        assertThat(new FusedPass(restricted, WORKERS).at(point).objective())
                .isCloseTo(test.objective(lifted), within(1e-5));
        assertThat(NaiveNuclearNorm.norm(lifted, 20))
                .isCloseTo(NaiveNuclearNorm.norm(point, chosen.count()), within(1e-4));
    }
}
