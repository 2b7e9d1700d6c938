package org.convolex.bench.exact;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What the charts of this experiment have in common. */
final class Charts {
    static final Color BOUND = new Color(0xD32F2F);
    static final Color EXACT = new Color(0x1565C0);
    static final Color OTHERS = new Color(0x616161);

    private Charts() {}

    static XYChart chart(int width, int height, String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        XYStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setLegendPosition(Styler.LegendPosition.InsideNE);
        return chart;
    }

    static void dots(XYChart chart, String name, double[] x, double[] y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(colour);
    }

    static void line(XYChart chart, String name, double[] x, double[] y, Color colour, float width) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(width));
    }

    static void dashed(XYChart chart, String name, double from, double to, double y, Color colour) {
        XYSeries series = chart.addSeries(name, new double[] {from, to}, new double[] {y, y});
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setLineStyle(
                new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {7, 5}, 0));
    }

    /** All charts in one PNG, row by row. */
    static byte[] png(List<XYChart> charts, int columns) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<XYChart> padded = new ArrayList<>(charts);
        while (padded.size() % columns != 0) {
            padded.add(blank(charts.get(0)));
        }
        try {
            BitmapEncoder.saveBitmap(padded, (charts.size() + columns - 1) / columns, columns, out, BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Fills a place of the grid, of which XChart leaves none empty. */
    private static XYChart blank(XYChart like) {
        XYChart blank = new XYChart(like.getWidth(), like.getHeight());
        blank.getStyler().setChartBackgroundColor(Color.WHITE);
        blank.getStyler().setPlotBorderVisible(false);
        blank.getStyler().setAxisTicksVisible(false);
        blank.getStyler().setPlotGridLinesVisible(false);
        blank.getStyler().setLegendVisible(false);
        dashed(blank, "blank", 0, 1, 0, Color.WHITE);
        return blank;
    }
}
