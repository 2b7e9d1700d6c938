package org.convolex.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convolex.Evaluation;

/** What {@code evaluate} says of a model of classes. */
record ClassificationReport(Evaluation evaluation) implements EvaluationReport {
    /** A wider confusion matrix is no picture any more. */
    private static final int WIDEST_MATRIX = 20;

    @Override
    public void print(Fields head, PrintStream out) {
        head.add(
                        "error",
                        Texts.percent(evaluation.error()) + " (" + evaluation.mistakes() + " of " + evaluation.images()
                                + ")")
                .print(out);
        out.println();
        TextTable classes = new TextTable().row("class", "images", "recall", "precision");
        for (int k = 0; k < evaluation.classNames().size(); k++) {
            classes.row(
                    evaluation.classNames().get(k),
                    Integer.toString(evaluation.actual(k)),
                    Texts.percent(evaluation.recall(k)),
                    Texts.percent(evaluation.precision(k)));
        }
        classes.print(out);
        out.println();
        if (evaluation.classNames().size() <= WIDEST_MATRIX) {
            confusion().print(out);
        } else {
            out.println("The confusion matrix has " + evaluation.classNames().size() + " columns: --json prints it.");
        }
    }

    private TextTable confusion() {
        List<String> header = new ArrayList<>(List.of("actual \\ predicted"));
        header.addAll(evaluation.classNames());
        TextTable table = new TextTable().row(header);
        for (int k = 0; k < evaluation.classNames().size(); k++) {
            List<String> row = new ArrayList<>(List.of(evaluation.classNames().get(k)));
            for (int count : evaluation.confusion()[k]) {
                row.add(count == 0 ? "." : Integer.toString(count));
            }
            table.row(row);
        }
        return table;
    }

    @Override
    public Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("mistakes", evaluation.mistakes());
        content.put("error", evaluation.error());
        content.put("classNames", evaluation.classNames());
        content.put("confusion", evaluation.confusion());
        List<Double> recall = new ArrayList<>();
        List<Double> precision = new ArrayList<>();
        for (int k = 0; k < evaluation.classNames().size(); k++) {
            recall.add(Json.orNull(evaluation.recall(k)));
            precision.add(Json.orNull(evaluation.precision(k)));
        }
        content.put("recall", recall);
        content.put("precision", precision);
        return content;
    }
}
