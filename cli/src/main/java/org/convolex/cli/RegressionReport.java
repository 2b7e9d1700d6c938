package org.convolex.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.RegressionEvaluation;

/** What {@code evaluate} says of a model of real outputs, in the units of the targets. */
record RegressionReport(RegressionEvaluation evaluation) implements EvaluationReport {

    @Override
    public void print(Fields head, PrintStream out) {
        head.print(out);
        out.println();
        TextTable table = new TextTable().row("target", "RMSE", "mean absolute error", "R^2");
        for (RegressionEvaluation.Output output : evaluation.outputs()) {
            table.row(
                    output.name(),
                    Texts.number(output.rmse()),
                    Texts.number(output.meanAbsoluteError()),
                    Texts.number(output.r2()));
        }
        if (evaluation.outputs().size() > 1) {
            table.row(
                    "all",
                    Texts.number(evaluation.rmse()),
                    Texts.number(evaluation.meanAbsoluteError()),
                    Texts.number(evaluation.r2()));
        }
        table.print(out);
    }

    @Override
    public Map<String, Object> content() {
        Map<String, Object> content = figures(evaluation.rmse(), evaluation.meanAbsoluteError(), evaluation.r2());
        content.put(
                "targets",
                evaluation.outputs().stream()
                        .map(output -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("name", output.name());
                            one.putAll(figures(output.rmse(), output.meanAbsoluteError(), output.r2()));
                            return one;
                        })
                        .toList());
        return content;
    }

    private static Map<String, Object> figures(double rmse, double meanAbsoluteError, double r2) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rmse", rmse);
        figures.put("meanAbsoluteError", meanAbsoluteError);
        figures.put("r2", Json.orNull(r2));
        return figures;
    }
}
