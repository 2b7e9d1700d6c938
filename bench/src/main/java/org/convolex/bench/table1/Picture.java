package org.convolex.bench.table1;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.convolex.data.MnistVariation;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler;

/** The table as a picture: bars of test errors, the published ones in a second row. */
final class Picture {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 420;

    /** One a method: greys for what is no convolutional network, blues for back-propagation, orange for convexified ones. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x9E9E9E),
            new Color(0x616161),
            new Color(0x90CAF9),
            new Color(0xFFB74D),
            new Color(0x42A5F5),
            new Color(0x1565C0),
            new Color(0xE65100));

    private Picture() {}

    /** A PNG. */
    static byte[] png(Table table) {
        CategoryChart here = chart("measured here", table.methods(), (method, variation) -> {
            Optional<Cell> cell = table.cells().apply(method, variation);
            return cell.isPresent()
                    ? OptionalDouble.of(100 * cell.get().outcome().testError())
                    : OptionalDouble.empty();
        });
        CategoryChart published = chart("published (other photographs)", table.methods(), Published::error);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            BitmapEncoder.saveBitmap(List.of(here, published), 2, 1, out, BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private interface Errors {
        OptionalDouble of(String method, MnistVariation variation);
    }

    private static CategoryChart chart(String title, List<String> methods, Errors errors) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Test error, " + title)
                .yAxisTitle("per cent, logarithmic")
                .build();
        CategoryStyler styler = chart.getStyler();
        styler.setYAxisLogarithmic(true);
        styler.setYAxisMin(1.0);
        styler.setYAxisMax(100.0);
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setAvailableSpaceFill(0.85);
        styler.setChartBackgroundColor(Color.WHITE);
        List<String> columns =
                MnistVariation.all().stream().map(MnistVariation::folder).toList();
        List<Color> colours = new ArrayList<>();
        for (int row = 0; row < methods.size(); row++) {
            String method = methods.get(row);
            List<Double> values = new ArrayList<>();
            boolean any = false;
            for (MnistVariation variation : MnistVariation.all()) {
                OptionalDouble error = errors.of(method, variation);
                any |= error.isPresent();
                values.add(error.orElse(1)); // no bar: the axis begins at 1
            }
            if (any) {
                chart.addSeries(method, columns, values);
                colours.add(COLOURS.get(row % COLOURS.size()));
            }
        }
        styler.setSeriesColors(colours.toArray(Color[]::new));
        return chart;
    }
}
