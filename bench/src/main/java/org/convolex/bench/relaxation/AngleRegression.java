package org.convolex.bench.relaxation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.convolex.bench.Stopwatch;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.network.PatchRows;
import org.convolex.network.SharedFilter;
import org.convolex.relaxation.Direction;
import org.convolex.relaxation.FilterSet;
import org.convolex.relaxation.RelaxationSolver;
import org.convolex.relaxation.Trial;

/**
 * Table 1 of the paper: least squares from pixels to angles, and from pixels and the responses {@code (x_ij.w)_+} of a filter that the
 * relaxation has fitted to the angles.
 *
 * @param training images to fit filters and weights to
 * @param validation images that choose strengths and filters
 * @param test images that were not seen
 */
record AngleRegression(RotatedDigits training, RotatedDigits validation, RotatedDigits test) {
    private static final List<Double> STRENGTHS = List.of(1e-4, 1e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0, 3.0, 10.0);
    private static final int RESAMPLES = 2000;
    /**
     * Of program (8). Without slack a single image whose angle is next to the least keeps the filter small, as no sum of responses may
     * exceed its target; the data's direction is as long as the targets make it, so that its pull and the penalty are of one size at 1.
     */
    private static final List<Double> BETAS = List.of(0.1, 1.0);

    /** A filter's blocks are runs of an image's pixels, as in the paper, or squares of them. */
    enum Blocks {
        RUNS("runs"),
        SQUARES("squares");

        private final String label;

        Blocks(String label) {
            this.label = label;
        }
    }

    /** One way to cut and to choose a direction; count is the number of blocks. */
    private record Setting(Blocks blocks, int count, Direction direction, double beta) {}

    private record Fitted(
            String name, double strength, double validation, double[] errors, double seconds, double processorSeconds) {
        double rmse() {
            return Math.sqrt(Arrays.stream(errors).average().orElse(Double.NaN));
        }
    }

    /** All fits, the one of the filter that validates best last. */
    String markdown(long seed, Consumer<String> log, Workers workers) {
        Fitted raw = fit("raw pixels", training.pixels(), validation.pixels(), test.pixels(), workers);
        log.accept(String.format(Locale.ROOT, "raw pixels: validation RMSE %.2f", raw.validation()));
        List<Fitted> fits = new ArrayList<>();
        for (Setting setting : settings()) {
            Stopwatch watch = new Stopwatch();
            SharedFilter problem = new SharedFilter(
                    rows(training, setting),
                    Arrays.stream(training.angles())
                            .map(angle -> angle + RotatedDigits.LARGEST_ANGLE)
                            .toArray(),
                    Activation.RELU);
            Trial trial =
                    RelaxationSolver.best(new RelaxationSolver(problem, setting.beta(), new FilterSet.Everything())
                            .trials(setting.direction().draw(problem, 1, seed), workers));
            double seconds = watch.seconds();
            double processorSeconds = watch.processorSeconds();
            String name = String.format(
                    Locale.ROOT,
                    "and a filter: %d %s, %s direction, beta %s, %s",
                    setting.count(),
                    setting.blocks().label,
                    setting.direction().label(),
                    setting.beta() == 0 ? "0" : String.valueOf(setting.beta()),
                    trial.outcome().words());
            Fitted fitted = fit(name, setting, trial.filter(), workers);
            fits.add(new Fitted(
                    name, fitted.strength(), fitted.validation(), fitted.errors(), seconds, processorSeconds));
            log.accept(String.format(Locale.ROOT, "%s: validation RMSE %.2f", name, fitted.validation()));
        }
        Fitted best = fits.get(0);
        for (Fitted fitted : fits) {
            best = fitted.validation() < best.validation() ? fitted : best;
        }
        List<Fitted> unlearned = new ArrayList<>();
        for (Setting setting : List.of(settings().get(0), settings().get(1))) {
            String name = String.format(
                    Locale.ROOT, "and a filter of normal numbers: %d %s", setting.count(), setting.blocks().label);
            unlearned.add(fit(name, setting, normal(setting, seed), workers));
        }
        return table(raw, fits, unlearned) + difference(raw, best, seed);
    }

    private Fitted fit(String name, Setting setting, double[] filter, Workers workers) {
        double scale = size(training, setting, filter);
        return fit(
                name,
                with(training, setting, filter, scale),
                with(validation, setting, filter, scale),
                with(test, setting, filter, scale),
                workers);
    }

    /** What responses are worth that nobody has learned. */
    private double[] normal(Setting setting, long seed) {
        return Planted.normal(new SplittableRandom(seed), training.side() * training.side() / setting.count());
    }

    private static List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting(Blocks.SQUARES, 16, Direction.DATA, 0));
        for (double beta : BETAS) {
            settings.add(new Setting(Blocks.SQUARES, 49, Direction.DATA, beta));
            settings.add(new Setting(Blocks.RUNS, 28, Direction.DATA, beta));
            settings.add(new Setting(Blocks.SQUARES, 16, Direction.DATA, beta));
        }
        return settings;
    }

    private static PatchRows rows(RotatedDigits digits, Setting setting) {
        int count = setting.count();
        int size = digits.side() * digits.side() / count;
        double[] values = new double[digits.pixels().length * count * size];
        int at = 0;
        for (double[] image : digits.pixels()) {
            for (int j = 0; j < count; j++) {
                for (int i = 0; i < size; i++) {
                    values[at++] = image[place(digits.side(), setting, j, i)];
                }
            }
        }
        return new PatchRows(values, digits.pixels().length, count, size);
    }

    private static int place(int side, Setting setting, int block, int number) {
        if (setting.blocks() == Blocks.RUNS) {
            return block * (side * side / setting.count()) + number;
        }
        int across = (int) Math.round(Math.sqrt(setting.count()));
        int width = side / across;
        return (block / across * width + number / width) * side + block % across * width + number % width;
    }

    /** The root mean square of the responses, above 0. */
    private static double size(RotatedDigits digits, Setting setting, double[] filter) {
        PatchRows rows = rows(digits, setting);
        double sum = 0;
        for (int row = 0; row < rows.count(); row++) {
            double response = Math.max(0, rows.dot(row, filter));
            sum += response * response;
        }
        return sum > 0 ? Math.sqrt(sum / rows.count()) : 1;
    }

    /** @param scale that brings responses to the size of pixels, so that one penalty suits both */
    private static double[][] with(RotatedDigits digits, Setting setting, double[] filter, double scale) {
        PatchRows rows = rows(digits, setting);
        double[][] features = new double[digits.pixels().length][];
        for (int i = 0; i < features.length; i++) {
            double[] pixels = digits.pixels()[i];
            features[i] = Arrays.copyOf(pixels, pixels.length + setting.count());
            for (int j = 0; j < setting.count(); j++) {
                features[i][pixels.length + j] = Math.max(0, rows.dot(i * setting.count() + j, filter)) / scale;
            }
        }
        return features;
    }

    private Fitted fit(String name, double[][] train, double[][] held, double[][] unseen, Workers workers) {
        Stopwatch watch = new Stopwatch();
        Ridge.Normal normal = new Ridge.Normal(train, training.angles(), workers);
        double best = Double.POSITIVE_INFINITY;
        double strength = STRENGTHS.get(0);
        Ridge chosen = new Ridge(new double[train[0].length], 0);
        for (double candidate : STRENGTHS) {
            Ridge ridge = normal.fit(candidate);
            double error = Math.sqrt(Arrays.stream(ridge.squaredErrors(held, validation.angles()))
                    .average()
                    .orElse(Double.NaN));
            if (error < best) {
                best = error;
                strength = candidate;
                chosen = ridge;
            }
        }
        return new Fitted(
                name,
                strength,
                best,
                chosen.squaredErrors(unseen, test.angles()),
                watch.seconds(),
                watch.processorSeconds());
    }

    private static String table(Fitted raw, List<Fitted> fits, List<Fitted> unlearned) {
        StringBuilder text = new StringBuilder(
                "| features | ridge | validation RMSE | test RMSE | published | seconds of the filter, of processor time |\n"
                        + "|---|---|---|---|---|---|\n");
        text.append(String.format(
                Locale.ROOT,
                "| raw pixels | %s | %.3f | %.3f | 17.04 | |%n",
                raw.strength(),
                raw.validation(),
                raw.rmse()));
        for (Fitted fitted : fits) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.3f | %.3f | 16.59 | %.1f |%n",
                    fitted.name(),
                    fitted.strength(),
                    fitted.validation(),
                    fitted.rmse(),
                    fitted.processorSeconds()));
        }
        for (Fitted fitted : unlearned) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.3f | %.3f | | |%n",
                    fitted.name(),
                    fitted.strength(),
                    fitted.validation(),
                    fitted.rmse()));
        }
        return text.toString();
    }

    /** The same images for both, drawn again and again: what the choice of test images leaves of the difference. */
    private static String difference(Fitted raw, Fitted best, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = raw.errors().length;
        double[] differences = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double without = 0;
            double with = 0;
            for (int i = 0; i < count; i++) {
                int drawn = random.nextInt(count);
                without += raw.errors()[drawn];
                with += best.errors()[drawn];
            }
            differences[r] = Math.sqrt(without / count) - Math.sqrt(with / count);
        }
        Arrays.sort(differences);
        return String.format(
                Locale.ROOT,
                "%nOf the least validation RMSE: %s. Test RMSE %.3f without, %.3f with the filter; the difference is %.3f,"
                        + " in 95 %% of %,d bootstrap samples of the %,d test images between %.3f and %.3f.%n",
                best.name(),
                raw.rmse(),
                best.rmse(),
                raw.rmse() - best.rmse(),
                RESAMPLES,
                count,
                differences[RESAMPLES / 40],
                differences[RESAMPLES - 1 - RESAMPLES / 40]);
    }
}
