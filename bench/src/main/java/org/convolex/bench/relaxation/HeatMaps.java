package org.convolex.bench.relaxation;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.HeatMapStyler;

/** The grids as pictures: a row for each k, a column for each method. */
final class HeatMaps {
    private static final int WIDTH = 430;
    private static final int HEIGHT = 330;
    private static final double LEAST_POWER = -12;
    private static final double LARGEST_POWER = 1;

    private static final Color[] DARK_TO_BRIGHT = {
        new Color(0x0D0887), new Color(0x7E03A8), new Color(0xCC4778), new Color(0xF89540), new Color(0xF0F921)
    };

    private HeatMaps() {}

    /** The least of a cell's errors {@code |w - w*|}, as powers of ten. */
    static byte[] errors(PhaseTransitions grid, List<RecoveryCell> cells) {
        return png(
                grid,
                cells,
                "log10 of the least error",
                cell -> Math.max(LEAST_POWER, Math.min(LARGEST_POWER, Math.log10(cell.minimum()))),
                LEAST_POWER,
                LARGEST_POWER);
    }

    /** The share of a cell's trials that succeed. */
    static byte[] rates(PhaseTransitions grid, List<RecoveryCell> cells) {
        return png(grid, cells, "success rate", RecoveryCell::rate, 0, 1);
    }

    private static byte[] png(
            PhaseTransitions grid,
            List<RecoveryCell> cells,
            String name,
            ToDoubleFunction<RecoveryCell> value,
            double least,
            double most) {
        List<HeatMapChart> charts = new ArrayList<>();
        for (int neuron : grid.neurons()) {
            for (RecoveryMethod method : RecoveryMethod.values()) {
                HeatMapChart chart = new HeatMapChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title("k = " + neuron + ", " + method.label())
                        .xAxisTitle("samples n")
                        .yAxisTitle("dimension d")
                        .build();
                HeatMapStyler styler = chart.getStyler();
                styler.setChartBackgroundColor(Color.WHITE);
                styler.setChartTitleFont(styler.getChartTitleFont().deriveFont(13f));
                styler.setRangeColors(DARK_TO_BRIGHT);
                styler.setMin(least);
                styler.setMax(most);
                styler.setDrawBorder(false);
                styler.setXAxisMaxLabelCount(6);
                styler.setHeatMapValueDecimalPattern(most - least > 1 ? "0" : "0.0");
                List<Number[]> values = new ArrayList<>();
                List<Integer> samples = grid.samples();
                List<Integer> dimensions = grid.dimensions(neuron);
                for (RecoveryCell cell : cells) {
                    if (cell.neurons() == neuron && cell.method() == method) {
                        values.add(new Number[] {
                            samples.indexOf(cell.samples()),
                            dimensions.indexOf(cell.dimension()),
                            value.applyAsDouble(cell)
                        });
                    }
                }
                chart.addSeries(name, samples, dimensions, values);
                charts.add(chart);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            BitmapEncoder.saveBitmap(
                    charts, grid.neurons().size(), RecoveryMethod.values().length, out, BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
