package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.certify.NuclearNormBound;
import org.convolex.certify.Regularization;
import org.convolex.certify.RelaxedTargets;
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
        } else if (regularization instanceof RelaxedTargets relaxed) {
            figures.put("beta", relaxed.beta());
            figures.put("largest excess", relaxed.excess());
            figures.put("outside the set", relaxed.outside());
            figures.put("competitors' norm", relaxed.radius());
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
        } else if (regularization instanceof RelaxedTargets relaxed) {
            metrics.put("beta", Json.orNull(relaxed.beta()));
            metrics.put("excess", Json.orNull(relaxed.excess()));
            metrics.put("outside", Json.orNull(relaxed.outside()));
            metrics.put("competitorNorm", Json.orNull(relaxed.radius()));
        }
        return metrics;
    }
}
