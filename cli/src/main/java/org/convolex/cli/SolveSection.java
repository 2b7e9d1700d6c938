package org.convolex.cli;

import static j2html.TagCreator.div;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.convolex.cli.report.Axis;
import org.convolex.cli.report.Chart;
import org.convolex.cli.report.Section;
import org.convolex.optim.Progress;

/** Objective, lower bound and gap against time. */
final class SolveSection {
    /** How far below the last lower bound the chart goes, in decreases from the first objective. */
    private static final double BELOW = 0.5;

    private SolveSection() {}

    static Section of(TrainingHistory history, double askedGap) {
        List<DomContent> content = new ArrayList<>(List.of(
                p("As the solver saw it on its way, in the program that it was working on; the claim above was computed"
                                + " after it, from the model alone.")
                        .withClass("quiet")));
        int number = 0;
        for (List<TrainingHistory.Point> solve : history.solves()) {
            number++;
            if (history.solves().size() > 1) {
                content.add(h3("Layer " + number));
            }
            content.add(
                    solve.size() < 2
                            ? p("The solver reported fewer than two steps: there is nothing to draw.")
                            : charts(solve, number == history.solves().size() ? askedGap : Double.NaN));
        }
        return new Section("The way there", content);
    }

    /** @param askedGap NaN for layers below the last, which have other aims */
    private static DomContent charts(List<TrainingHistory.Point> solve, double askedGap) {
        double[] seconds =
                solve.stream().mapToDouble(TrainingHistory.Point::seconds).toArray();
        double[] objectives = values(solve, Progress::objective);
        double[] bounds = values(solve, Progress::lowerBound);
        double[] gaps = values(solve, progress -> progress.relativeGap() > 0 ? progress.relativeGap() : Double.NaN);
        Axis time = Axis.linear("seconds", 0, seconds[seconds.length - 1]);
        List<DomContent> charts = new ArrayList<>();
        charts.add(new Chart("Against time", time, decrease(objectives, bounds))
                .line("objective", seconds, objectives)
                .line("lower bound", seconds, bounds)
                .html());
        if (finite(gaps).count() > 0) {
            double least = Math.min(
                    Double.isNaN(askedGap) ? 1 : askedGap, finite(gaps).min().orElseThrow());
            Axis gap =
                    Axis.logarithmic("relative gap", least, finite(gaps).max().orElseThrow());
            Chart chart = new Chart("Against time", time, gap).line("relative gap", seconds, gaps);
            if (!Double.isNaN(askedGap)) {
                chart.reference("asked for", time.from(), askedGap, time.to(), askedGap);
            }
            charts.add(chart.html());
        }
        return div().with(charts).withClass("charts");
    }

    /** From the largest objective to somewhat below the best bound: first bounds are often far below. */
    private static Axis decrease(double[] objectives, double[] bounds) {
        double top = finite(objectives).max().orElse(1);
        double best = finite(bounds).max().orElse(finite(objectives).min().orElse(0));
        double lowest = finite(bounds).min().orElse(best);
        return Axis.linear("objective and bound", Math.max(lowest, best - BELOW * Math.abs(top - best)), top);
    }

    private static double[] values(List<TrainingHistory.Point> solve, ToDoubleFunction<Progress> figure) {
        return solve.stream()
                .map(TrainingHistory.Point::progress)
                .mapToDouble(figure)
                .toArray();
    }

    private static DoubleStream finite(double[] values) {
        return DoubleStream.of(values).filter(Double::isFinite);
    }
}
