package org.convolex.cli.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convolex.Evaluation;
import org.convolex.Outputs;
import org.convolex.RealOutputs;
import org.jspecify.annotations.Nullable;

/** Scores as JSON: of classes, the class and the score of each; of real outputs, the values in their units and the scores. */
final class Predictions {
    private Predictions() {}

    /**
     * One object for each image.
     *
     * @param scores row-major, images x outputs
     */
    static List<Map<String, Object>> of(Outputs outputs, float[] scores) {
        List<String> names = outputs.names();
        int count = outputs.count();
        double[] values = outputs instanceof RealOutputs real ? real.values(scores) : new double[0];
        int[] classes = outputs instanceof RealOutputs ? new int[0] : Evaluation.classesOf(scores, count);
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < scores.length / count; i++) {
            Map<String, Object> one = new LinkedHashMap<>();
            Map<String, @Nullable Number> scoresByName = new LinkedHashMap<>();
            Map<String, @Nullable Number> valuesByName = new LinkedHashMap<>();
            for (int k = 0; k < count; k++) {
                float score = scores[i * count + k];
                scoresByName.put(names.get(k), Float.isFinite(score) ? (Float) score : null);
                if (values.length > 0) {
                    double value = values[i * count + k];
                    valuesByName.put(names.get(k), Double.isFinite(value) ? (Double) value : null);
                }
            }
            if (values.length > 0) {
                one.put("values", valuesByName);
            } else {
                one.put("class", names.get(classes[i]));
            }
            one.put("scores", scoresByName);
            all.add(one);
        }
        return all;
    }
}
