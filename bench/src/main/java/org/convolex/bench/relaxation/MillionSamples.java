package org.convolex.bench.relaxation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.convolex.bench.Stopwatch;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.network.PatchRows;
import org.convolex.network.SharedFilter;
import org.convolex.relaxation.Direction;
import org.convolex.relaxation.FilterSet;
import org.convolex.relaxation.RelaxationSolver;
import org.convolex.relaxation.Trial;

/** Very many samples in one process: linear programs over few of them, with passes over all. */
final class MillionSamples {
    private static final int DIMENSION = 50;
    private static final double NOISE = 0.1;

    private MillionSamples() {}

    /** One program. */
    private record Run(
            boolean noisy, Direction direction, double seconds, double processorSeconds, Trial trial, double error) {}

    /** Targets of the planted filter, and those raised by the size of normal noise, so that the filter stays feasible. */
    static String markdown(int samples, long seed, Workers workers) {
        double[] values = new double[Math.multiplyExact(samples, DIMENSION)];
        workers.forEachChunk(samples, (chunk, from, to) -> {
            SplittableRandom random = new SplittableRandom(Planted.seed(seed, chunk));
            for (int i = from * DIMENSION; i < to * DIMENSION; i++) {
                values[i] = random.nextGaussian();
            }
        });
        double[] filter = Planted.normal(new SplittableRandom(Planted.seed(seed, -1)), DIMENSION);
        Planted planted = Planted.of(new PatchRows(values, samples, 1, DIMENSION), filter, workers);
        double[] raised = planted.problem().targets().clone();
        SplittableRandom random = new SplittableRandom(Planted.seed(seed, -2));
        for (int i = 0; i < samples; i++) {
            raised[i] += NOISE * Math.abs(random.nextGaussian());
        }
        SharedFilter noisy = new SharedFilter(planted.problem().blocks(), raised, Activation.RELU);
        List<Run> runs = new ArrayList<>();
        for (Direction direction : List.of(Direction.DATA, Direction.RANDOM)) {
            runs.add(run(false, planted.problem(), direction, planted, seed, workers));
            runs.add(run(true, noisy, direction, planted, seed, workers));
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "n = %,d, d = %d, k = 1, %d threads:%n%n| targets | direction | seconds | of processor time | constraints |"
                        + " outcome | relative error of w |%n|---|---|---|---|---|---|---|%n",
                samples,
                DIMENSION,
                workers.threads()));
        for (Run run : runs) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f | %.1f | %d | %s | %.1e |%n",
                    run.noisy() ? "raised by noise" : "noise-free",
                    run.direction().label(),
                    run.seconds(),
                    run.processorSeconds(),
                    run.trial().steps(),
                    run.trial().outcome().words(),
                    run.error()));
        }
        return text + "\n" + memory() + "\n";
    }

    private static Run run(
            boolean noisy, SharedFilter problem, Direction direction, Planted planted, long seed, Workers workers) {
        Stopwatch watch = new Stopwatch();
        Trial trial = new RelaxationSolver(problem, 0, new FilterSet.Everything())
                .trials(direction.draw(problem, 1, seed), workers)
                .get(0);
        double error = planted.error(trial.filter()) / planted.error(new double[DIMENSION]);
        return new Run(noisy, direction, watch.seconds(), watch.processorSeconds(), trial, error);
    }

    /** What the system counts for the whole process, where it says. */
    private static String memory() {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmHWM:")) {
                    long kibibytes = Long.parseLong(line.replaceAll("\\D", ""));
                    return "Largest memory of the process: " + (kibibytes >> 10) + " MiB, with a heap of at most "
                            + heap + " MiB.";
                }
            }
        } catch (IOException e) {
            // another system: the bound on the heap is all that is known
        }
        return "Heap of at most " + heap + " MiB.";
    }
}
