package org.convolex.bench.convotron;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.convolex.convotron.GeneratedStream.Distribution;

/** Figure 1 as a table beside the reference runs, and all points as CSV. */
final class FigureReport {
    /** Of a plain loop over single samples, five seeds; Gaussian inputs. */
    private static final Map<Integer, String> PLAIN_REFERENCE =
            Map.of(16, "3e-7 .. 2e-2", 12, "2e-2 .. 7e-2", 9, "0.2 .. 1");

    private static final Map<Integer, String> REFINED_REFERENCE =
            Map.of(16, "2e-5, 6e-9, 1e-12, 3e-16", 12, "1e-3, 1e-4, 7e-6, 6e-7", 9, "");

    private FigureReport() {}

    static List<FigureRun> of(List<FigureRun> runs, Setting setting, boolean refined) {
        return runs.stream()
                .filter(run -> run.setting().equals(setting) && run.refined() == refined)
                .toList();
    }

    static Quartiles quartiles(List<FigureRun> runs, ToDoubleFunction<FigureRun> value) {
        return Quartiles.of(runs.stream().mapToDouble(value).toArray());
    }

    static String markdown(List<FigureRun> runs) {
        StringBuilder text =
                new StringBuilder("Medians and quartiles over seeds. Plain: the paper's algorithm and numbers.\n\n");
        text.append("| inputs | seeds | angle after stage 1 | relative test error | reference | samples |\n");
        text.append("|---|---|---|---|---|---|\n");
        for (Setting setting : settings(runs)) {
            List<FigureRun> plain = of(runs, setting, false);
            Quartiles angle = quartiles(plain, run -> FigureRun.at(run.angles(), setting.first()));
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.3f (%.3f .. %.3f) | %s | %s | %,d + %,d |%n",
                    setting,
                    plain.size(),
                    angle.median(),
                    angle.low(),
                    angle.high(),
                    quartiles(
                            plain,
                            run -> run.errors().get(run.errors().size() - 1).value()),
                    reference(PLAIN_REFERENCE, setting),
                    setting.first(),
                    setting.stride() == 16 ? 0 : setting.second()));
        }
        text.append("\nRefined: batches of 32, steps and numbers of samples from the data, four rounds.\n\n");
        text.append(
                "| inputs | median error after stage 2 | after rounds 1 to 4 | reference | after round 4 | samples of stage 1"
                        + " | of all | processor seconds |\n|---|---|---|---|---|---|---|---|\n");
        for (Setting setting : settings(runs)) {
            List<FigureRun> refined = of(runs, setting, true);
            StringBuilder rounds = new StringBuilder();
            int last = refined.get(0).rounds().size() - 1;
            for (int round = 1; round <= last; round++) {
                rounds.append(round == 1 ? "" : ", ")
                        .append(String.format(Locale.ROOT, "%.0e", median(refined, round)));
            }
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0e | %s | %s | %s | %,.0f | %,.0f | %.2f |%n",
                    setting,
                    median(refined, 0),
                    rounds,
                    reference(REFINED_REFERENCE, setting),
                    quartiles(refined, run -> run.rounds().get(last).value()),
                    quartiles(refined, run -> run.trained().stages().first()).median(),
                    quartiles(refined, FigureReport::allSamples).median(),
                    quartiles(refined, FigureRun::seconds).median()));
        }
        return text.toString();
    }

    private static double median(List<FigureRun> runs, int round) {
        return quartiles(runs, run -> run.rounds().get(round).value()).median();
    }

    private static double allSamples(FigureRun run) {
        return (double) run.trained().stages().first()
                + run.trained().stages().second()
                + run.trained().stages().refinement();
    }

    private static String reference(Map<Integer, String> references, Setting setting) {
        return setting.distribution() == Distribution.GAUSSIAN ? references.getOrDefault(setting.stride(), "") : "";
    }

    static List<Setting> settings(List<FigureRun> runs) {
        return runs.stream().map(FigureRun::setting).distinct().toList();
    }

    /** A line a point. */
    static String csv(List<FigureRun> runs) {
        StringBuilder text = new StringBuilder("distribution,stride,seed,algorithm,curve,samples_or_round,value\n");
        for (FigureRun run : runs) {
            append(text, run, "angle", run.angles());
            append(text, run, "error", run.errors());
            if (run.refined()) {
                append(text, run, "round", run.rounds());
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, FigureRun run, String curve, List<Point> points) {
        for (Point point : points) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%d,%d,%s,%s,%.0f,%.6g%n",
                    run.setting().distribution(),
                    run.setting().stride(),
                    run.seed(),
                    run.refined() ? "refined" : "plain",
                    curve,
                    point.samples(),
                    point.value()));
        }
    }
}
