package org.convolex.bench.relaxation;

import java.util.List;
import java.util.Locale;
import org.convolex.linalg.Workers;

/** Rates of success at sizes for which rates of another implementation are known. */
final class SuccessRates {
    private static final double ROUNDING = 0.005;
    private static final double ERRORS = 2;

    /** A size, and the rate that is known of it, to a hundredth. */
    private record Known(RecoveryMethod method, int neurons, int dimension, int samples, double rate) {}

    private static final List<Known> KNOWN = List.of(
            random(1, 10, 40, 0.02),
            random(1, 10, 100, 0.14),
            random(1, 10, 200, 0.33),
            random(1, 10, 400, 0.39),
            random(1, 10, 800, 0.45),
            random(1, 10, 1600, 0.48),
            random(2, 20, 100, 0.23),
            random(2, 20, 200, 0.32),
            random(2, 20, 400, 0.46),
            random(2, 20, 800, 0.50),
            random(5, 10, 20, 0.38),
            random(5, 10, 40, 0.42),
            random(5, 10, 100, 0.48),
            random(5, 10, 200, 0.52),
            data(1, 10, 15, 0.13),
            data(1, 10, 20, 0.45),
            data(1, 10, 25, 0.88),
            data(1, 10, 30, 0.98),
            data(1, 10, 40, 1));

    private SuccessRates() {}

    private static Known random(int neurons, int dimension, int samples, double rate) {
        return new Known(RecoveryMethod.RANDOM_DIRECTION, neurons, dimension, samples, rate);
    }

    private static Known data(int neurons, int dimension, int samples, double rate) {
        return new Known(RecoveryMethod.DATA_DIRECTION, neurons, dimension, samples, rate);
    }

    /** In the order of the known rates. The same for any number of threads. */
    static List<RecoveryCell> run(int trials, long seed, Workers workers) {
        List<RecoveryCell.Task> tasks = KNOWN.stream()
                .map(known -> new RecoveryCell.Task(
                        known.neurons(), known.dimension(), known.samples(), trials, List.of(known.method())))
                .toList();
        return RecoveryCell.run(tasks, seed, done -> {}, workers);
    }

    /** Measured rates with two standard errors beside the known ones. */
    static String markdown(List<RecoveryCell> cells) {
        StringBuilder text = new StringBuilder("| method | k | d | n | trials | success | known | within the error |\n"
                + "|---|---|---|---|---|---|---|---|\n");
        for (int i = 0; i < cells.size(); i++) {
            RecoveryCell cell = cells.get(i);
            double known = KNOWN.get(i).rate();
            double error = ERRORS * Math.sqrt(known * (1 - known) / cell.trials());
            double shown = ERRORS * Math.sqrt(cell.rate() * (1 - cell.rate()) / cell.trials());
            boolean within = Math.abs(cell.rate() - known) <= error + ROUNDING;
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %,d | %.1f +- %.1f %% | %.0f %% | %s |%n",
                    cell.method().label(),
                    cell.neurons(),
                    cell.dimension(),
                    cell.samples(),
                    cell.trials(),
                    100 * cell.rate(),
                    100 * shown,
                    100 * known,
                    within ? "yes" : "no"));
        }
        return text.toString();
    }
}
