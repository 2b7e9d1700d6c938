package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.certify.NuclearNormBound;
import org.convolex.certify.Regularization;
import org.convolex.certify.WeightDecay;

/** The numbers of a regularization under their names, which differ by its kind. */
final class RegularizationReport {
    private RegularizationReport() {}

    /** For people. */
    static Map<String, Double> figures(Regularization regularization) {
        Map<String, Double> figures = new LinkedHashMap<>();
        if (regularization instanceof NuclearNormBound bound) {
            figures.put("nuclear norm", bound.norm());
            figures.put("radius R", bound.radius());
        } else if (regularization instanceof WeightDecay decay) {
            figures.put("weight decay beta", decay.beta());
        }
        return figures;
    }

    /** For {@link Metrics}. */
    static Map<String, Object> metrics(Regularization regularization) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        if (regularization instanceof NuclearNormBound bound) {
            metrics.put("nuclearNorm", Json.orNull(bound.norm()));
            metrics.put("radius", Json.orNull(bound.radius()));
        } else if (regularization instanceof WeightDecay decay) {
            metrics.put("beta", Json.orNull(decay.beta()));
        }
        return metrics;
    }
}
