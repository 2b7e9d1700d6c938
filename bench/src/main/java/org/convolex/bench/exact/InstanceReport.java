package org.convolex.bench.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;

/** Small random programs as a table by shape, a list of all draws, and a picture of each shape's first draw. */
final class InstanceReport {
    private static final int COLUMNS = 3;
    private static final int WIDTH = 460;
    private static final int HEIGHT = 300;

    private InstanceReport() {}

    /** A row a shape. */
    static String markdown(List<InstanceRun> runs) {
        StringBuilder text = new StringBuilder();
        text.append(
                "| architecture n,K,h | draws | largest certified gap | processor seconds, mean | neurons | restarts at the optimum"
                        + " | lowest restart minus bound | restarts below the bound |\n");
        text.append("|---|---|---|---|---|---|---|---|\n");
        for (Instance instance : instances(runs)) {
            List<InstanceRun> own =
                    runs.stream().filter(run -> run.instance().equals(instance)).toList();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1e | %.2f | %d..%d | %.0f %% | %.1e | %d of %d |%n",
                    instance.name(),
                    own.size(),
                    own.stream()
                            .mapToDouble(run -> run.certificate().relativeGap())
                            .max()
                            .orElseThrow(),
                    own.stream().mapToDouble(InstanceRun::seconds).average().orElseThrow(),
                    own.stream().mapToInt(InstanceRun::neurons).min().orElseThrow(),
                    own.stream().mapToInt(InstanceRun::neurons).max().orElseThrow(),
                    100 * own.stream().mapToDouble(InstanceRun::found).average().orElseThrow(),
                    own.stream()
                            .mapToDouble(InstanceRun::lowestAboveBound)
                            .min()
                            .orElseThrow(),
                    own.stream().mapToLong(InstanceRun::below).sum(),
                    own.stream().mapToInt(run -> run.restarts().size()).sum()));
        }
        return text.toString();
    }

    /** A line a draw. */
    static String csv(List<InstanceRun> runs) {
        StringBuilder text = new StringBuilder(
                "architecture,n,K,h,draw,beta,objective,lower_bound,relative_gap,seconds,neurons,lowest_restart,below\n");
        for (InstanceRun run : runs) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%d,%d,%d,%d,%.9g,%.12g,%.12g,%.3g,%.4f,%d,%.12g,%d%n",
                    run.instance().architecture().label(),
                    run.instance().samples(),
                    run.instance().patches(),
                    run.instance().dimension(),
                    run.draw(),
                    run.beta(),
                    run.certificate().objective(),
                    run.certificate().lowerBound(),
                    run.certificate().relativeGap(),
                    run.seconds(),
                    run.neurons(),
                    run.restarts().get(0),
                    run.below()));
        }
        return text.toString();
    }

    private static List<Instance> instances(List<InstanceRun> runs) {
        return runs.stream().map(InstanceRun::instance).distinct().toList();
    }

    /** A PNG. */
    static byte[] png(List<InstanceRun> runs) {
        List<XYChart> charts = new ArrayList<>();
        for (Instance instance : instances(runs)) {
            charts.add(chart(runs.stream()
                    .filter(run -> run.instance().equals(instance))
                    .findFirst()
                    .orElseThrow()));
        }
        return Charts.png(charts, Math.min(COLUMNS, charts.size()));
    }

    private static XYChart chart(InstanceRun run) {
        XYChart chart = Charts.chart(WIDTH, HEIGHT, run.instance().name(), "restart, sorted", "objective");
        int count = run.restarts().size();
        double bound = run.certificate().lowerBound();
        double highest = Math.max(run.restarts().get(count - 1), bound * 1.001);
        Charts.dots(
                chart,
                "descent",
                IntStream.rangeClosed(1, count).asDoubleStream().toArray(),
                run.restarts().stream().mapToDouble(value -> value).toArray(),
                Charts.OTHERS);
        Charts.dashed(chart, "certified bound", 0, count + 1, bound, Charts.BOUND);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(count + 1.0);
        chart.getStyler().setYAxisMin(bound - 0.15 * (highest - bound));
        chart.getStyler().setYAxisMax(highest + 0.35 * (highest - bound));
        // ticks are 2 or 3 apart, too near for a number at each
        chart.getStyler().setxAxisTickLabelsFormattingFunction(tick -> tick % 6 == 0 ? "" + tick.intValue() : " ");
        chart.getStyler().setMarkerSize(5);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
        return chart;
    }
}
