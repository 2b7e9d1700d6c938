package org.convolex.bench.exact;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;

/** Exact training and back-propagation as a table, a list of all runs, and a picture of objective against time. */
final class TrainingReport {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 460;
    private static final double FIRST_SECOND = 0.05;

    /** A bound below this share of the lowest objective is named, not drawn. */
    private static final double NEAR = 0.5;

    private static final Color ADAM = new Color(0xFF8F00);
    private static final Color SGD = new Color(0x2E7D32);

    private TrainingReport() {}

    /** A row a method and task. */
    static String markdown(List<TrainingRun> runs) {
        StringBuilder text = new StringBuilder();
        text.append(
                "| data, beta | method | neurons | objective | above the bound | processor seconds | of all runs | test error |\n");
        text.append("|---|---|---|---|---|---|---|---|\n");
        for (TrainingRun run : runs) {
            double bound = run.certificate().lowerBound();
            String data = String.format(
                    Locale.ROOT, "%s, %.3g", run.task().title(), run.task().beta());
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | certified bound | any | %.4f | | %.1f | | |%n",
                    data,
                    bound,
                    run.certifySeconds()));
            text.append(String.format(
                    Locale.ROOT,
                    "| | exact, relative gap %.2g | %d | %.4f | %.2f %% | %.1f | | %.2f %% |%n",
                    run.certificate().relativeGap(),
                    run.network().neurons().size(),
                    run.certificate().objective(),
                    above(run.certificate().objective(), bound),
                    run.seconds(),
                    100 * run.testError()));
            for (BackPropagation.Method method : BackPropagation.Method.values()) {
                List<BackPropagation.Run> own = run.of(method);
                if (!own.isEmpty()) {
                    text.append(row(run, "best of " + own.size() + " " + method.label(), own.get(0), own));
                    text.append(
                            row(run, "median of " + own.size() + " " + method.label(), own.get(own.size() / 2), own));
                }
            }
        }
        return text.toString();
    }

    private static String row(TrainingRun run, String name, BackPropagation.Run shown, List<BackPropagation.Run> all) {
        return String.format(
                Locale.ROOT,
                "| | %s: rate %.3g, %d epochs | %d | %.4f | %.2f %% | %.1f | %.1f | %.2f %% |%n",
                name,
                shown.rate(),
                shown.epochs(),
                run.width(),
                shown.objective(),
                above(shown.objective(), run.certificate().lowerBound()),
                shown.seconds(),
                all.stream().mapToDouble(BackPropagation.Run::seconds).sum(),
                100 * run.otherTestErrors().getOrDefault(shown, Double.NaN));
    }

    private static double above(double objective, double bound) {
        return 100 * (objective / bound - 1);
    }

    /** A line a run. */
    static String csv(List<TrainingRun> runs) {
        StringBuilder text = new StringBuilder("data,method,rate,seed,objective,epochs,seconds,test_error\n");
        for (TrainingRun run : runs) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s,exact,,,%.8g,,%.2f,%.5f%n",
                    run.task().name(),
                    run.certificate().objective(),
                    run.seconds(),
                    run.testError()));
            for (BackPropagation.Run other : run.others()) {
                text.append(String.format(
                        Locale.ROOT,
                        "%s,%s,%g,%d,%.8g,%d,%.2f,%.5f%n",
                        run.task().name(),
                        other.method().label(),
                        other.rate(),
                        other.seed(),
                        other.objective(),
                        other.epochs(),
                        other.seconds(),
                        run.otherTestErrors().getOrDefault(other, Double.NaN)));
            }
        }
        return text.toString();
    }

    /** A PNG: a chart a task. */
    static byte[] png(List<TrainingRun> runs) {
        return Charts.png(runs.stream().map(TrainingReport::chart).toList(), Math.min(2, runs.size()));
    }

    private static XYChart chart(TrainingRun run) {
        double bound = run.certificate().lowerBound();
        double lowest = run.certificate().objective();
        for (BackPropagation.Run other : run.others()) {
            lowest = Math.min(lowest, other.objective());
        }
        boolean near = bound > NEAR * lowest;
        XYChart chart = Charts.chart(
                WIDTH,
                HEIGHT,
                String.format(
                        Locale.ROOT,
                        "%s, beta %.3g",
                        run.task().title(),
                        run.task().beta()),
                "seconds of processor time",
                near ? "objective" : String.format(Locale.ROOT, "objective; bound %.3g, below", bound));
        double bottom = near ? bound : lowest;
        double top = Math.min(
                run.certificate().zeroObjective(), 2.5 * run.certificate().objective());
        double last = run.seconds();
        List<BackPropagation.Run> shown = new ArrayList<>();
        for (BackPropagation.Method method : BackPropagation.Method.values()) {
            run.of(method).stream().limit(1).forEach(shown::add);
        }
        for (BackPropagation.Run other : shown) {
            last = Math.max(last, other.seconds());
        }
        last = Math.max(last, 2 * FIRST_SECOND);
        line(chart, "exact", run.curve(), last, top, Charts.EXACT);
        for (BackPropagation.Run other : shown) {
            line(
                    chart,
                    "best " + other.method().label() + String.format(Locale.ROOT, ", rate %.3g", other.rate()),
                    other.curve(),
                    last,
                    top,
                    other.method() == BackPropagation.Method.ADAM ? ADAM : SGD);
        }
        if (near) {
            Charts.dashed(chart, "certified bound", FIRST_SECOND, last, bound, Charts.BOUND);
        }
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setXAxisMin(FIRST_SECOND);
        chart.getStyler().setXAxisMax(last);
        chart.getStyler().setYAxisMin(bottom - 0.1 * (top - bottom));
        chart.getStyler().setYAxisMax(top);
        return chart;
    }

    /** A curve within the chart, and on at its last objective. */
    private static void line(XYChart chart, String name, List<double[]> curve, double last, double top, Color colour) {
        List<double[]> shown = new ArrayList<>();
        for (double[] point : curve) {
            if (point[0] >= FIRST_SECOND && point[1] <= top) {
                shown.add(point);
            }
        }
        if (!shown.isEmpty()) {
            shown.add(new double[] {last, shown.get(shown.size() - 1)[1]});
            Charts.line(
                    chart,
                    name,
                    shown.stream().mapToDouble(point -> point[0]).toArray(),
                    shown.stream().mapToDouble(point -> point[1]).toArray(),
                    colour,
                    2.5f);
        }
    }
}
