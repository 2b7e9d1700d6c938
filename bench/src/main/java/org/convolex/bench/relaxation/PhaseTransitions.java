package org.convolex.bench.relaxation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.convolex.bench.Stopwatch;
import org.convolex.linalg.Workers;

/**
 * Figure 1 of the paper: which method finds the planted filter, on a grid of sizes.
 *
 * @param neurons values of k, a picture's row each
 * @param grid sizes along each axis: n up to 500, d up to 100
 * @param trials of each cell
 * @param seed of all draws
 */
record PhaseTransitions(List<Integer> neurons, int grid, int trials, long seed) {
    private static final int MOST_SAMPLES = 500;
    private static final int LARGEST_DIMENSION = 100;

    /**
     * What came out.
     *
     * @param cells by k, then d, then n, then method
     * @param seconds on the clock
     * @param processorSeconds of the whole, drawing the instances included
     */
    record Figure(List<RecoveryCell> cells, double seconds, double processorSeconds) {}

    /** Values of n. */
    List<Integer> samples() {
        List<Integer> samples = new ArrayList<>();
        for (int i = 1; i <= grid; i++) {
            samples.add(Math.max(1, MOST_SAMPLES * i / grid));
        }
        return samples;
    }

    /** Values of d: multiples of k, of which there may be fewer than asked for. */
    List<Integer> dimensions(int neuron) {
        List<Integer> dimensions = new ArrayList<>();
        for (int i = 1; i <= grid; i++) {
            int asked = Math.max(1, LARGEST_DIMENSION * i / grid);
            int dimension = (asked + neuron - 1) / neuron * neuron;
            if (dimension <= LARGEST_DIMENSION && !dimensions.contains(dimension)) {
                dimensions.add(dimension);
            }
        }
        return dimensions;
    }

    /** All trials of all cells. */
    Figure run(Consumer<String> log, Workers workers) {
        Stopwatch watch = new Stopwatch();
        List<RecoveryCell.Task> tasks = new ArrayList<>();
        for (int neuron : neurons) {
            for (int dimension : dimensions(neuron)) {
                for (int count : samples()) {
                    tasks.add(
                            new RecoveryCell.Task(neuron, dimension, count, trials, List.of(RecoveryMethod.values())));
                }
            }
        }
        int between = Math.max(1, tasks.size() / 10);
        List<RecoveryCell> cells = RecoveryCell.run(
                tasks,
                seed,
                done -> {
                    if (done % between == 0) {
                        log.accept(String.format(
                                Locale.ROOT, "%d of %d cells, %.0f s", done, tasks.size(), watch.seconds()));
                    }
                },
                workers);
        return new Figure(cells, watch.seconds(), watch.processorSeconds());
    }

    /** A line a cell and method. */
    static String csv(List<RecoveryCell> cells) {
        StringBuilder text = new StringBuilder("k,d,n,method,trials,successes,minimum_error,processor_seconds\n");
        for (RecoveryCell cell : cells) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%s,%d,%d,%.3e,%.4f%n",
                    cell.neurons(),
                    cell.dimension(),
                    cell.samples(),
                    cell.method().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    cell.trials(),
                    cell.successes(),
                    cell.minimum(),
                    cell.processorSeconds()));
        }
        return text.toString();
    }

    /** From which n on a method succeeds, and what it costs. */
    String markdown(Figure figure) {
        StringBuilder text = new StringBuilder(
                "The least n of the grid at which one of the trials, and at which half of them succeed,"
                        + " and the rate at the largest n:\n\n| k | d |");
        for (RecoveryMethod method : RecoveryMethod.values()) {
            text.append(' ').append(method.label()).append(" |");
        }
        text.append("\n|---|---|---|---|---|\n");
        for (int neuron : neurons) {
            List<Integer> dimensions = dimensions(neuron);
            for (int i = dimensions.size() - 1; i >= 0; i -= Math.max(1, dimensions.size() / 4)) {
                int dimension = dimensions.get(i);
                text.append("| ").append(neuron).append(" | ").append(dimension).append(" |");
                for (RecoveryMethod method : RecoveryMethod.values()) {
                    List<RecoveryCell> row = figure.cells().stream()
                            .filter(cell -> cell.neurons() == neuron
                                    && cell.dimension() == dimension
                                    && cell.method() == method)
                            .toList();
                    text.append(' ')
                            .append(least(row, 1.0 / trials))
                            .append(", ")
                            .append(least(row, 0.5))
                            .append(String.format(
                                    Locale.ROOT,
                                    ", %.0f %% |",
                                    100 * row.get(row.size() - 1).rate()));
                }
                text.append('\n');
            }
        }
        text.append(
                "\nMilliseconds of processor time of a trial, mean over the grid and in its largest cell:\n\n| k |");
        for (RecoveryMethod method : RecoveryMethod.values()) {
            text.append(' ').append(method.label()).append(" |");
        }
        text.append("\n|---|---|---|---|\n");
        for (int neuron : neurons) {
            text.append("| ").append(neuron).append(" |");
            for (RecoveryMethod method : RecoveryMethod.values()) {
                List<RecoveryCell> cells = figure.cells().stream()
                        .filter(cell -> cell.neurons() == neuron && cell.method() == method)
                        .toList();
                double sum = cells.stream()
                        .mapToDouble(RecoveryCell::processorSeconds)
                        .sum();
                RecoveryCell last = cells.get(cells.size() - 1);
                text.append(String.format(
                        Locale.ROOT,
                        " %.2f, %.1f |",
                        1000 * sum / trials / cells.size(),
                        1000 * last.processorSeconds() / trials));
            }
            text.append('\n');
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%n%,d trials of each method: %.0f seconds, %.0f of processor time.%n",
                        (long) trials * figure.cells().size() / RecoveryMethod.values().length,
                        figure.seconds(),
                        figure.processorSeconds()))
                .toString();
    }

    private static String least(List<RecoveryCell> row, double rate) {
        OptionalInt samples = row.stream()
                .filter(cell -> cell.rate() >= rate)
                .mapToInt(RecoveryCell::samples)
                .min();
        return samples.isPresent() ? String.valueOf(samples.getAsInt()) : "-";
    }
}
