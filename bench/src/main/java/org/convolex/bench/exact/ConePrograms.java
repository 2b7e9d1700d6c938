package org.convolex.bench.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.convolex.TrainingListener;
import org.convolex.bench.Stopwatch;
import org.convolex.data.Dataset;
import org.convolex.exact.Architecture;
import org.convolex.exact.ExactSettings;
import org.convolex.exact.ExactTrainer;
import org.convolex.exact.Patterns;
import org.convolex.exact.TrainedExactNetwork;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;

/**
 * Convex programs of relu-average that another program is to solve, too: {@code bench/peers/cone_program.py} reads the files
 * that this writes.
 */
final class ConePrograms {
    private static final double GAP = 1e-6;
    private static final int REPEATS = 9;

    /**
     * A program and what the library made of it.
     *
     * @param name of its file, without the ending
     * @param csv numbers of the program
     * @param patterns as the command line has them
     * @param objective of the network
     * @param first seconds of processor time of the first training, certificate included
     * @param median of those of the trainings after it
     */
    record Solved(String name, String csv, String patterns, double objective, double first, double median) {}

    private ConePrograms() {}

    /** All patterns of n = 12, K = 4, h = 2, and 50 of n = 100. */
    static List<Solved> solve(long seed, Workers workers) {
        List<Solved> solved = new ArrayList<>();
        solved.add(
                solve(new Instance(Architecture.RELU_AVERAGE, 12, 4, 2), "all-patterns", Patterns.ALL, seed, workers));
        solved.add(solve(
                new Instance(Architecture.RELU_AVERAGE, 100, 4, 2),
                "fifty-patterns",
                Patterns.sampled(50),
                seed,
                workers));
        return solved;
    }

    private static Solved solve(Instance instance, String name, Patterns patterns, long seed, Workers workers) {
        Dataset drawn = instance.draw(seed);
        ExactSettings settings =
                instance.settings(drawn, seed, workers).withPatterns(patterns).withGap(GAP);
        NetworkProgram program = Programs.of(drawn, settings, settings.beta(), workers);
        double first = 0;
        double[] seconds = new double[REPEATS];
        double objective = 0;
        for (int repeat = -1; repeat < REPEATS; repeat++) {
            Stopwatch watch = new Stopwatch();
            TrainedExactNetwork trained = new ExactTrainer(settings).train(drawn, name, TrainingListener.NONE, workers);
            objective = trained.model().certificate().objective();
            if (repeat < 0) {
                first = watch.processorSeconds(); // most of it Java's compiler
            } else {
                seconds[repeat] = watch.processorSeconds();
            }
        }
        Arrays.sort(seconds);
        return new Solved(
                name,
                csv(program, patterns.count(), seed),
                patterns.toString(),
                objective,
                first,
                seconds[REPEATS / 2]);
    }

    /**
     * Sizes and beta, a line each; a line a sample, its K h numbers and its target; a line a filter, whose patterns alone are in
     * the program, if not all are.
     *
     * @param filters how many; those that the trainer draws from this seed
     */
    static String csv(NetworkProgram program, int filters, long seed) {
        PatchRows rows = program.rows();
        StringBuilder text = new StringBuilder();
        text.append("samples,").append(rows.samples()).append('\n');
        text.append("patches,").append(rows.patches()).append('\n');
        text.append("dimension,").append(rows.dimension()).append('\n');
        text.append("beta,").append(program.beta()).append('\n');
        text.append("filters,").append(filters).append('\n');
        int length = rows.patches() * rows.dimension();
        for (int s = 0; s < rows.samples(); s++) {
            for (int i = 0; i < length; i++) {
                text.append(rows.values()[s * length + i]).append(',');
            }
            text.append(program.targets().value(s, 0)).append('\n');
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int j = 0; j < filters; j++) {
            for (int i = 0; i < rows.dimension(); i++) {
                text.append(i == 0 ? "" : ",").append(random.nextGaussian());
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** A row a program. */
    static String markdown(List<Solved> solved) {
        StringBuilder text = new StringBuilder(
                "| program | patterns | objective | processor seconds, first time | median of the next |\n");
        text.append("|---|---|---|---|---|\n");
        for (Solved program : solved) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.9g | %.2f | %.3f |%n",
                    program.name(),
                    program.patterns(),
                    program.objective(),
                    program.first(),
                    program.median()));
        }
        return text.toString();
    }
}
