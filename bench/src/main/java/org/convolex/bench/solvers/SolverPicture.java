package org.convolex.bench.solvers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Relative gap against seconds, both logarithmic: a chart for each radius, one beside the other. */
final class SolverPicture {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 460;
    private static final double FIRST_SECOND = 0.1;
    private static final double LEAST_GAP = 1e-4;

    private static final Map<String, Color> COLOURS = Map.of(
            "auto", new Color(0xD32F2F),
            "accelerated", new Color(0x1565C0),
            "projected-gradient", new Color(0x42A5F5),
            "sgd", new Color(0x2E7D32),
            "adagrad", new Color(0x9CCC65),
            "svrg", new Color(0x7B1FA2),
            "frank-wolfe", new Color(0xFF8F00));

    private SolverPicture() {}

    /**
     * A PNG.
     *
     * @param seconds to which the time axis reaches
     */
    static byte[] png(List<SolverRun> runs, double seconds) {
        List<XYChart> charts = runs.stream()
                .map(SolverRun::radius)
                .distinct()
                .map(radius -> chart(
                        radius,
                        runs.stream().filter(run -> run.radius() == radius).toList(),
                        seconds))
                .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            BitmapEncoder.saveBitmap(charts, 1, charts.size(), out, BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static XYChart chart(double radius, List<SolverRun> runs, double seconds) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(String.format(Locale.ROOT, "R = %.0f", radius))
                .xAxisTitle("seconds")
                .yAxisTitle("relative gap")
                .build();
        XYStyler styler = chart.getStyler();
        styler.setXAxisLogarithmic(true);
        styler.setYAxisLogarithmic(true);
        styler.setXAxisMin(FIRST_SECOND);
        styler.setXAxisMax(Math.max(2 * FIRST_SECOND, seconds));
        styler.setYAxisMin(LEAST_GAP);
        styler.setYAxisMax(1.0);
        styler.setLegendPosition(Styler.LegendPosition.InsideSW);
        styler.setChartBackgroundColor(Color.WHITE);
        for (SolverRun run : runs) {
            List<GapCurve.Point> shown = run.curve().points().stream()
                    .filter(point -> point.seconds() >= FIRST_SECOND && point.gap() >= LEAST_GAP && point.gap() <= 1)
                    .toList();
            if (!shown.isEmpty()) {
                XYSeries series = chart.addSeries(
                        run.solver(),
                        shown.stream().mapToDouble(GapCurve.Point::seconds).toArray(),
                        shown.stream().mapToDouble(GapCurve.Point::gap).toArray());
                series.setMarker(SeriesMarkers.NONE);
                series.setLineStyle(new BasicStroke(run.solver().equals("auto") ? 3.5f : 1.8f));
                series.setLineColor(COLOURS.getOrDefault(run.solver(), Color.BLACK));
            }
        }
        return chart;
    }
}
