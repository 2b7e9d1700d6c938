package org.convolex.bench.solvers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.convolex.bench.DigitFeatures;
import org.convolex.ccnn.ImageFeatures;
import org.convolex.certify.FrankWolfeCertifier;
import org.convolex.certify.Scope;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.optim.Directions;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.FirstOrderProgram;
import org.convolex.optim.MultinomialLogistic;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.ProgressListener;
import org.convolex.optim.RelativeGap;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.Solution;
import org.convolex.optim.Solver;
import org.convolex.optim.Solvers;
import org.convolex.optim.Start;
import org.convolex.optim.StoppingRule;
import org.convolex.optim.SubspaceSolver;
import org.convolex.optim.WorkingSet;

/**
 * Runs every solver, from zero, on the program that the trainer gives its solver: features of images, restricted to 50
 * principal directions and held in single precision. The last point of each is certified, in double precision, on this same
 * program.
 *
 * @param images to train on
 * @param gamma of the Gaussian kernel
 * @param solvers names of those to run
 * @param radii the balls
 * @param gap relative, asked of each
 * @param seconds the most for each
 */
record SolverComparison(
        Dataset images, double gamma, List<String> solvers, List<Double> radii, double gap, double seconds) {
    private static final double CONTRAST = 0.5;
    private static final int DIRECTIONS = 50;
    private static final SampleStorage HELD = SampleStorage.SINGLE;

    /** A solver's loops are compiled before it is timed. */
    private static final double WARM_UP_SECONDS = 3;

    /** The runs, by radius, then in the order of the names. */
    List<SolverRun> run(Consumer<String> log, Workers workers) {
        ImageFeatures samples = new ImageFeatures(images, DigitFeatures.fit(images, CONTRAST, gamma, workers));
        Directions directions = Directions.principal(samples, DIRECTIONS, workers);
        WorkingSet set = WorkingSet.of(samples, directions, HELD, workers);
        List<SolverRun> runs = new ArrayList<>();
        for (double radius : radii) {
            NuclearNormProgram program = new NuclearNormProgram(
                    set.restricted(),
                    DigitFeatures.targets(images),
                    new MultinomialLogistic(),
                    new NuclearNormBall(radius));
            for (String name : solvers) {
                SolverRun run = run(name, program, workers);
                runs.add(run);
                log.accept(String.format(
                        Locale.ROOT,
                        "R = %.0f, %s: %.1f s, %s, certified %.2g",
                        radius,
                        name,
                        run.seconds(),
                        run.status(),
                        run.certifiedGap()));
            }
        }
        return runs;
    }

    private SolverRun run(String name, NuclearNormProgram program, Workers workers) {
        Solver solver = Solvers.byName(name, HELD, 1);
        StoppingRule rule = StoppingRule.gap(gap);
        Start zero = Start.zero(program);
        solver.solve(
                program, zero, rule.withMaxSeconds(Math.min(seconds, WARM_UP_SECONDS)), ProgressListener.NONE, workers);

        GapCurve curve = new GapCurve();
        long start = System.nanoTime();
        Solution solution = watched(solver, curve).solve(program, zero, rule.withMaxSeconds(seconds), curve, workers);
        double taken = (System.nanoTime() - start) * 1e-9;
        curve.add(taken, RelativeGap.of(solution.objective(), solution.lowerBound(), program.zeroObjective()));
        return new SolverRun(
                program.ball().radius(),
                name,
                curve,
                taken,
                solution.iterations(),
                solution.status(),
                certified(solution, program, workers));
    }

    /** The same solver, which tells the curve where it enters a subspace. */
    private static Solver watched(Solver solver, GapCurve curve) {
        if (!(solver instanceof SubspaceSolver subspaces)) {
            return solver;
        }
        Solver inner = new Solver() {
            @Override
            public String name() {
                return subspaces.inner().name();
            }

            @Override
            public Solution solve(
                    FirstOrderProgram program,
                    Start start,
                    StoppingRule rule,
                    ProgressListener listener,
                    Workers workers) {
                curve.beginSubspace();
                return subspaces.inner().solve(program, start, rule, listener, workers);
            }
        };
        return new SubspaceSolver(inner, subspaces.additional(), subspaces.storage());
    }

    private static double certified(Solution solution, NuclearNormProgram program, Workers workers) {
        FactoredPoint point =
                FactoredPoint.of(solution.point(), program.samples().features(), program.ball(), workers);
        return FrankWolfeCertifier.certify(program, point, Scope.GIVEN_FEATURES, "", workers)
                .relativeGap();
    }
}
