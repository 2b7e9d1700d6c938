package org.convolex.bench.table1;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.convolex.data.MnistVariation;

/**
 * The finished cells as Markdown.
 *
 * @param methods the names of the rows
 * @param cells where finished cells are found
 */
record Table(List<String> methods, BiFunction<String, MnistVariation, Optional<Cell>> cells) {

    /** Errors beside the published ones, then times. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                "Test error in per cent, and the published one in brackets; a dash is a cell that has not run.\n\n");
        rows(text, this::errors);
        text.append(
                "\nSeconds of the training with the chosen settings / with choosing them / of processor time for both.\n\n");
        rows(text, this::seconds);
        return text.toString();
    }

    private void rows(StringBuilder text, BiFunction<String, MnistVariation, String> content) {
        text.append('|');
        for (MnistVariation variation : MnistVariation.all()) {
            text.append(" | ").append(variation.folder());
        }
        text.append(" |\n|---");
        text.append("|---".repeat(MnistVariation.all().size())).append("|\n");
        for (String method : methods) {
            text.append("| ").append(method);
            for (MnistVariation variation : MnistVariation.all()) {
                text.append(" | ").append(content.apply(method, variation));
            }
            text.append(" |\n");
        }
    }

    private String errors(String method, MnistVariation variation) {
        String reached = cells.apply(method, variation)
                .map(cell -> percent(100 * cell.outcome().testError()))
                .orElse("-");
        OptionalDouble published = Published.error(method, variation);
        return published.isPresent() ? reached + " (" + percent(published.getAsDouble()) + ")" : reached;
    }

    private String seconds(String method, MnistVariation variation) {
        return cells.apply(method, variation)
                .map(cell -> String.format(
                        Locale.ROOT,
                        "%.0f / %.0f / %.0f",
                        cell.outcome().secondsFinal(),
                        cell.outcome().secondsTuned(),
                        cell.outcome().processorSeconds()))
                .orElse("-");
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
