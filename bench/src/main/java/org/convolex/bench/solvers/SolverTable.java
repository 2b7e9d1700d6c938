package org.convolex.bench.solvers;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Runs of solvers as Markdown. */
final class SolverTable {
    private static final double[] GAPS = {1e-1, 1e-2, 1e-3};

    private SolverTable() {}

    /** A row a run; a dash where a gap was not reached. */
    static String markdown(List<SolverRun> runs) {
        StringBuilder text = new StringBuilder();
        text.append(
                "| R | solver | s to 1e-1 | s to 1e-2 | s to 1e-3 | seconds | iterations | certified gap | status |\n");
        text.append("|---|---|---|---|---|---|---|---|---|\n");
        for (SolverRun run : runs) {
            text.append(String.format(Locale.ROOT, "| %.0f | `%s`", run.radius(), run.solver()));
            for (double gap : GAPS) {
                text.append(" | ").append(seconds(run.curve().secondsTo(gap)));
            }
            text.append(String.format(
                    Locale.ROOT,
                    " | %.1f | %d | %.2g | %s |%n",
                    run.seconds(),
                    run.iterations(),
                    run.certifiedGap(),
                    run.status().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        return text.toString();
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble()) : "-";
    }
}
