package org.convolex.cli;

import java.util.List;
import org.convolex.Evaluation;
import org.convolex.Outputs;
import org.convolex.RealOutputs;
import org.convolex.data.Dataset;
import org.convolex.data.GroundTruth;
import org.convolex.data.RealTargets;

/** What {@code predict} writes: CSV (RFC 4180) with a header, a line for each image. */
final class Predictions {
    private Predictions() {}

    /** @param scores row-major, images x outputs */
    static String csv(Outputs outputs, float[] scores) {
        return outputs instanceof RealOutputs real
                ? ofValues(real.names(), real.values(scores))
                : ofClasses(outputs.names(), scores);
    }

    /** The filter's responses to each block, and what is known of the images behind them: what {@code train} reads. */
    static String table(Dataset responses) {
        GroundTruth truth = responses.truth();
        StringBuilder csv = new StringBuilder();
        int count = responses.shape().size();
        for (int j = 0; j < count; j++) {
            csv.append(j == 0 ? "" : ",").append("response ").append(j);
        }
        if (truth != null) {
            csv.append(',')
                    .append(
                            truth instanceof RealTargets targets
                                    ? quoted(targets.names().get(0))
                                    : "class");
        }
        csv.append('\n');
        for (int i = 0; i < responses.size(); i++) {
            float[] row = responses.image(i);
            for (int j = 0; j < count; j++) {
                csv.append(j == 0 ? "" : ",").append(row[j]);
            }
            if (truth instanceof RealTargets targets) {
                csv.append(',').append(targets.value(i, 0));
            } else if (truth != null) {
                csv.append(',').append(quoted(truth.names().get(responses.label(i))));
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String ofClasses(List<String> names, float[] scores) {
        int classes = names.size();
        StringBuilder csv = new StringBuilder("image,class");
        for (String name : names) {
            csv.append(',').append(quoted("score " + name));
        }
        csv.append('\n');
        int[] predicted = Evaluation.classesOf(scores, classes);
        for (int i = 0; i < predicted.length; i++) {
            csv.append(i).append(',').append(quoted(names.get(predicted[i])));
            for (int k = 0; k < classes; k++) {
                csv.append(',').append(scores[i * classes + k]);
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String ofValues(List<String> names, double[] values) {
        StringBuilder csv = new StringBuilder("image");
        for (String name : names) {
            csv.append(',').append(quoted(name));
        }
        csv.append('\n');
        for (int i = 0; i < values.length / names.size(); i++) {
            csv.append(i);
            for (int k = 0; k < names.size(); k++) {
                csv.append(',').append(values[i * names.size() + k]);
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String quoted(String text) {
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
