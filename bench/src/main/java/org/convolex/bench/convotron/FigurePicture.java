package org.convolex.bench.convotron;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.convolex.convotron.GeneratedStream.Distribution;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Figure 1: a row for each distribution, and the refinement beside stages 1 and 2. Medians, and thin the quartiles. */
final class FigurePicture {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 400;
    private static final int GRID = 40;
    private static final double LEAST_ERROR = 1e-24;
    private static final Map<Integer, Color> COLOURS =
            Map.of(9, new Color(0xD32F2F), 12, new Color(0x1565C0), 16, new Color(0x2E7D32));

    private FigurePicture() {}

    /** A PNG. */
    static byte[] png(List<FigureRun> runs) {
        List<XYChart> charts = new ArrayList<>();
        List<Distribution> distributions = runs.stream()
                .map(run -> run.setting().distribution())
                .distinct()
                .toList();
        for (Distribution distribution : distributions) {
            Predicate<Setting> own = setting -> setting.distribution() == distribution;
            String name = distribution == Distribution.GAUSSIAN ? "Gaussian" : "Uniform";
            Setting any = new Setting(distribution, Setting.STRIDES[0]);
            XYChart angles = chart(name + ": stage 1", "samples", "angle between a and a*, radians");
            angles.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
            curves(angles, runs, own, false, any.first(), (run, at) -> FigureRun.at(run.angles(), at));
            charts.add(angles);
            XYChart errors = chart(name + ": stage 2", "samples", "relative test error");
            errors.getStyler().setYAxisLogarithmic(true);
            errors.getStyler().setYAxisMin(1e-9); // below all curves there is room for the legend
            curves(errors, runs, own, false, any.second(), (run, at) -> FigureRun.at(run.errors(), at));
            charts.add(errors);
            XYChart rounds = chart(name + ": refinement", "round", "relative test error");
            rounds.getStyler().setYAxisLogarithmic(true);
            rounds.getStyler().setPlotGridLinesVisible(false);
            curves(rounds, runs, own, true, 0, (run, at) -> FigureRun.at(run.rounds(), at));
            charts.add(rounds);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            BitmapEncoder.saveBitmap(charts, distributions.size(), 3, out, BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static XYChart chart(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSW);
        return chart;
    }

    /** @param end of the axis; 0 for rounds */
    private static void curves(
            XYChart chart,
            List<FigureRun> runs,
            Predicate<Setting> own,
            boolean refined,
            int end,
            BiFunction<FigureRun, Double, Double> value) {
        for (Setting setting : FigureReport.settings(runs)) {
            if (!own.test(setting)) {
                continue;
            }
            List<FigureRun> some = FigureReport.of(runs, setting, refined);
            int points = end == 0 ? some.get(0).rounds().size() : GRID + 1;
            double[] x = new double[points];
            double[][] y = new double[3][points];
            for (int i = 0; i < points; i++) {
                double at = end == 0 ? i : (double) end * i / GRID;
                Quartiles quartiles = FigureReport.quartiles(some, run -> value.apply(run, at));
                x[i] = at;
                y[0][i] = Math.max(LEAST_ERROR, quartiles.low());
                y[1][i] = Math.max(LEAST_ERROR, quartiles.median());
                y[2][i] = Math.max(LEAST_ERROR, quartiles.high());
            }
            Color colour = COLOURS.getOrDefault(setting.stride(), Color.BLACK);
            line(chart, "s = " + setting.stride(), x, y[1], colour, 3);
            line(chart, "low " + setting.stride(), x, y[0], colour, 1).setShowInLegend(false);
            line(chart, "high " + setting.stride(), x, y[2], colour, 1).setShowInLegend(false);
        }
    }

    private static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour, float width) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(width));
        return series;
    }
}
