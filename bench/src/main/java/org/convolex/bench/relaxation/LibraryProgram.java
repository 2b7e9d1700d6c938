package org.convolex.bench.relaxation;

import java.util.List;
import java.util.Locale;
import org.convolex.bench.Stopwatch;
import org.convolex.linalg.Workers;
import org.convolex.network.SharedFilter;
import org.convolex.relaxation.Direction;
import org.convolex.relaxation.FilterSet;
import org.convolex.relaxation.RelaxationSolver;
import org.convolex.relaxation.Trial;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** The paper's program (9), with its n K auxiliary variables, by a general solver beside ours. */
final class LibraryProgram {
    /** After so many milliseconds the library is stopped. */
    private static final long PATIENCE = 300_000;

    private LibraryProgram() {}

    /**
     * One program by both.
     *
     * @param samples n
     * @param blocks k
     * @param dimension of the filter, d / k
     * @param difference of the objectives, of ours
     * @param state of the library's answer
     */
    record Comparison(
            Direction direction,
            int samples,
            int blocks,
            int dimension,
            double seconds,
            double librarySeconds,
            double difference,
            Optimisation.State state,
            String outcome) {}

    /** Ours is the mean over so many repetitions; both after a smaller program, so that Java has compiled them. */
    static Comparison compare(
            Direction direction, int samples, int blocks, int dimension, int repetitions, long seed, Workers workers) {
        SharedFilter small = Planted.of(100, blocks, 4, seed, workers).problem();
        double[] smallDirection = direction.draw(small, 1, seed).get(0);
        solve(small, smallDirection);
        SharedFilter problem =
                Planted.of(samples, blocks, dimension, seed, workers).problem();
        List<double[]> directions = direction.draw(problem, 1, seed);
        RelaxationSolver solver = new RelaxationSolver(problem, 0, new FilterSet.Everything());
        Trial trial = solver.trials(directions, workers).get(0);
        Stopwatch ours = new Stopwatch();
        for (int i = 0; i < repetitions; i++) {
            trial = solver.trials(directions, workers).get(0);
        }
        double seconds = ours.processorSeconds() / repetitions;
        Stopwatch library = new Stopwatch();
        Optimisation.Result result = solve(problem, directions.get(0));
        double librarySeconds = library.processorSeconds();
        double value = 0;
        for (int i = 0; i < dimension; i++) {
            value += directions.get(0)[i] * trial.filter()[i];
        }
        return new Comparison(
                direction,
                samples,
                blocks,
                dimension,
                seconds,
                librarySeconds,
                (result.getValue() - value) / Math.abs(value),
                result.getState(),
                trial.outcome().words());
    }

    /** max r.w over {@code sum_j z_ij = y_i, z_ij >= x_ij.w, z_ij >= 0}. */
    private static Optimisation.Result solve(SharedFilter problem, double[] direction) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        model.options.time_abort = PATIENCE;
        Variable[] filter = new Variable[direction.length];
        for (int i = 0; i < filter.length; i++) {
            filter[i] = model.newVariable("w" + i).weight(direction[i]);
        }
        int blocks = problem.blocks().patches();
        for (int s = 0; s < problem.samples(); s++) {
            Expression sum = model.newExpression("y" + s).level(problem.targets()[s]);
            for (int j = 0; j < blocks; j++) {
                int row = s * blocks + j;
                Variable z = model.newVariable("z" + row).lower(0);
                sum.set(z, 1);
                Expression above = model.newExpression("x" + row).upper(0);
                above.set(z, -1);
                for (int i = 0; i < filter.length; i++) {
                    above.set(filter[i], problem.blocks().values()[row * filter.length + i]);
                }
            }
        }
        return model.maximise();
    }

    static String markdown(List<Comparison> comparisons) {
        StringBuilder text = new StringBuilder("Seconds of processor time:\n\n"
                + "| n | d | k | direction | outcome | ours | ojAlgo, full program | ratio | objectives differ by |\n"
                + "|---|---|---|---|---|---|---|---|---|\n");
        for (Comparison comparison : comparisons) {
            boolean finished = comparison.state().isOptimal();
            text.append(String.format(
                    Locale.ROOT,
                    "| %d | %d | %d | %s | %s | %.4f | %s%.1f | %s%,.0f | %s |%n",
                    comparison.samples(),
                    comparison.blocks() * comparison.dimension(),
                    comparison.blocks(),
                    comparison.direction().label(),
                    comparison.outcome(),
                    comparison.seconds(),
                    finished ? "" : "stopped after ",
                    comparison.librarySeconds(),
                    finished ? "" : "above ",
                    comparison.librarySeconds() / comparison.seconds(),
                    finished ? String.format(Locale.ROOT, "%.1e", comparison.difference()) : ""));
        }
        return text.toString();
    }
}
