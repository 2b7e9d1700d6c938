package org.convolex.bench.relaxation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.convolex.linalg.Workers;

/**
 * Trials of one method on instances of one size.
 *
 * @param method of recovery
 * @param neurons k, blocks of a sample
 * @param dimension d, numbers of a sample
 * @param samples n
 * @param trials independent instances
 * @param successes of them
 * @param minimum least {@code |w - w*|}
 * @param processorSeconds of all trials, without drawing the instances
 */
record RecoveryCell(
        RecoveryMethod method,
        int neurons,
        int dimension,
        int samples,
        int trials,
        int successes,
        double minimum,
        double processorSeconds) {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** A size and the methods to try on its instances. */
    record Task(int neurons, int dimension, int samples, int trials, List<RecoveryMethod> methods) {}

    double rate() {
        return (double) successes / trials;
    }

    /**
     * All cells, in the order of the tasks. The same for any number of threads.
     *
     * @param done is told how many tasks are done, now and then
     */
    static List<RecoveryCell> run(List<Task> tasks, long seed, Consumer<Integer> done, Workers workers) {
        List<List<RecoveryCell>> cells = new ArrayList<>();
        for (int t = 0; t < tasks.size(); t++) {
            cells.add(new ArrayList<>());
        }
        int[] count = {0};
        workers.forEach(tasks.size(), t -> {
            Task task = tasks.get(tasks.size() - 1 - t); // the large ones first, so that all threads end together
            cells.set(tasks.size() - 1 - t, run(task, seed));
            synchronized (count) {
                done.accept(++count[0]);
            }
        });
        return cells.stream().flatMap(List::stream).toList();
    }

    private static List<RecoveryCell> run(Task task, long seed) {
        int methods = task.methods().size();
        int[] successes = new int[methods];
        double[] minimum = new double[methods];
        long[] nanos = new long[methods];
        Arrays.fill(minimum, Double.POSITIVE_INFINITY);
        try (Workers alone = new Workers(1)) {
            for (int trial = 0; trial < task.trials(); trial++) {
                long own = Planted.seed(seed, task.neurons(), task.dimension(), task.samples(), trial);
                Planted planted =
                        Planted.of(task.samples(), task.neurons(), task.dimension() / task.neurons(), own, alone);
                for (int m = 0; m < methods; m++) {
                    long before = THREADS.getCurrentThreadCpuTime();
                    double[] found = task.methods().get(m).recover(planted.problem(), Planted.seed(own, 1), alone);
                    nanos[m] += THREADS.getCurrentThreadCpuTime() - before;
                    successes[m] += planted.recovered(found) ? 1 : 0;
                    minimum[m] = Math.min(minimum[m], planted.error(found));
                }
            }
        }
        List<RecoveryCell> cells = new ArrayList<>();
        for (int m = 0; m < methods; m++) {
            cells.add(new RecoveryCell(
                    task.methods().get(m),
                    task.neurons(),
                    task.dimension(),
                    task.samples(),
                    task.trials(),
                    successes[m],
                    minimum[m],
                    nanos[m] * 1e-9));
        }
        return cells;
    }
}
