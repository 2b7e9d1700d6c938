package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convolex.ClassOutputs;
import org.convolex.convotron.AssumptionReport;
import org.convolex.convotron.AssumptionReport.Finding;
import org.convolex.convotron.ConvotronNetwork;
import org.convolex.convotron.MeasuredError;

/** A network learned by Double Convotron, in words and under the names of {@link Metrics}. */
final class ConvotronReport {
    private ConvotronReport() {}

    static void addTo(Fields fields, ConvotronNetwork model) {
        fields.add("network", network(model)).add("sees", model.view().words());
        if (model.outputs() instanceof ClassOutputs classes) {
            fields.add(
                    "targets",
                    "-1 for " + classes.names().get(0) + ", 1 for "
                            + classes.names().get(1));
        }
        for (Finding finding : model.assumptions().findings()) {
            fields.add(finding.holds() ? "assumption" : "FAILS", finding.assumption() + ": " + finding.consequence());
        }
        fields.add(
                        "promise",
                        "no certificate of optimality. A theorem of recovery, "
                                + (model.assumptions().allHold()
                                        ? "whose assumptions nothing in the samples speaks against, if such a network made the"
                                                + " targets and no sample comes twice"
                                        : "whose assumptions fail as said")
                                + "; and the measured error")
                .add("squared error", model.error().words());
    }

    private static String network(ConvotronNetwork model) {
        double leak = model.leak();
        String activation = leak == 0 ? "relu" : leak == 1 ? "linear" : "leaky relu (" + Texts.number(leak) + ")";
        return activation + " of one filter of " + model.filter().length + " numbers, " + model.weights().length
                + (model.imageShape().height() == 1
                        ? " windows of " + model.window().size()
                        : " patches of " + model.window().size() + " x "
                                + model.window().size())
                + " at stride " + model.window().stride();
    }

    /** The names that metrics and inspection share. */
    static Map<String, Object> metrics(ConvotronNetwork model) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("filterSize", model.window().size());
        metrics.put("stride", model.window().stride());
        metrics.put("patches", model.weights().length);
        metrics.put("leak", model.leak());
        metrics.put("whitened", model.view().whitening() != null);
        MeasuredError error = model.error();
        metrics.put("heldOut", error.images());
        metrics.put("squaredError", error.error());
        metrics.put("standardError", error.deviation());
        metrics.put("relativeSquaredError", error.relative());
        metrics.put("assumptionsHold", model.assumptions().allHold());
        metrics.put("assumptions", assumptions(model.assumptions()));
        return metrics;
    }

    private static Map<String, Object> assumptions(AssumptionReport report) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("samples", report.samples());
        numbers.put("symmetry", Json.orNull(report.symmetry()));
        numbers.put("covarianceDistance", Json.orNull(report.covarianceDistance()));
        numbers.put("expectedDistance", Json.orNull(report.expectedDistance()));
        numbers.put("longest", Json.orNull(report.bound()));
        numbers.put("median", Json.orNull(report.median()));
        List<Map<String, Object>> findings =
                report.findings().stream().map(ConvotronReport::finding).toList();
        numbers.put("findings", findings);
        return numbers;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("assumption", finding.assumption());
        names.put("holds", finding.holds());
        names.put("consequence", finding.consequence());
        return names;
    }
}
